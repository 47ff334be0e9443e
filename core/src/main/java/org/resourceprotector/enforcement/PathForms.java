package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request in every form in which a runtime may have matched it: decoded or not, with matrix parameters or
 * without, with doubled slashes or single ones. A template counts as a match if one form matches, letters in any case, and
 * also where it cannot be judged, so that no spelling of a path can hide a door.
 */
record PathForms(Set<String> forms) {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::\\s*((?:[^{}]|\\{[^{}]*})*))?}");

    /** What means something else, or nothing, once expressions are joined: references to groups. */
    private static final Pattern REFERENCE = Pattern.compile("\\\\[1-9k]");

    private static final String ANYTHING = ".*";

    static PathForms of(UriInfo uri) {
        Set<String> forms = new LinkedHashSet<>();
        String raw = uri.getPath(false);
        for (String path : new String[] {uri.getPath(true), raw, withoutMatrix(raw)}) {
            add(forms, path);
            add(forms, withoutMatrix(path));
            add(forms, decodedButForSlashes(path));
        }
        return new PathForms(forms);
    }

    private static void add(Set<String> forms, String path) {
        String trimmed = "/" + path.replaceAll("^/+|/+$", "");
        forms.add(trimmed);
        forms.add(trimmed.replaceAll("//+", "/"));
    }

    private static String withoutMatrix(String path) {
        return path.replaceAll(";[^/]*", "");
    }

    private static String decodedButForSlashes(String path) {
        return decoded(path.replaceAll("(?i)%2f", "%252F"));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    boolean match(String template) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(
                    expression(template), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException cannotBeJudged) {
            return true;
        }
        return forms.stream().anyMatch(form -> pattern.matcher(form).matches());
    }

    private static String expression(String template) {
        StringBuilder expression = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        int end = 0;
        while (variable.find()) {
            expression
                    .append(literal(template.substring(end, variable.start())))
                    .append(variable(variable.group(2)));
            end = variable.end();
        }
        return expression.append(literal(template.substring(end))).append("/?").toString();
    }

    private static String literal(String text) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            return ANYTHING;
        }
        return "(?:" + Pattern.quote(text) + "|" + Pattern.quote(decoded(text)) + "|"
                + Pattern.quote(decodedButForSlashes(text)) + ")";
    }

    private static String variable(@Nullable String own) {
        if (own == null || own.isBlank()) {
            return "[^/]+?";
        }
        return REFERENCE.matcher(own).find() ? ANYTHING : "(?:" + own.trim() + ")";
    }
}
