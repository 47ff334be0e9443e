package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The path of a request in every form in which a runtime may have matched it: decoded or not, with matrix parameters or
 * without. A template counts as a match if one form matches, so that no spelling of a path can hide a door.
 */
record PathForms(Set<String> forms) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::\\s*((?:[^{}]|\\{[^{}]*})*))?}");

    static PathForms of(UriInfo uri) {
        Set<String> forms = new LinkedHashSet<>();
        for (boolean decode : new boolean[] {true, false}) {
            String path = "/" + uri.getPath(decode).replaceAll("^/+|/+$", "");
            forms.add(path);
            forms.add(path.replaceAll(";[^/]*", ""));
        }
        return new PathForms(forms);
    }

    boolean match(String template) {
        Pattern pattern = Pattern.compile(expression(template), Pattern.DOTALL);
        return forms.stream().anyMatch(form -> pattern.matcher(form).matches());
    }

    private static String expression(String template) {
        StringBuilder expression = new StringBuilder();
        var variable = VARIABLE.matcher(template);
        int end = 0;
        while (variable.find()) {
            expression.append(Pattern.quote(template.substring(end, variable.start())));
            String own = variable.group(2);
            expression.append(own == null || own.isBlank() ? "[^/]+?" : "(?:" + own.trim() + ")");
            end = variable.end();
        }
        return expression
                .append(Pattern.quote(template.substring(end)))
                .append("/?")
                .toString();
    }
}
