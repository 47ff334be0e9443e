package org.resourceprotector.openapi;

/** Paths as OpenAPI writes them: parameters without the regular expressions that Jakarta REST allows in them. */
final class PathTemplate {

    private PathTemplate() {}

    /**
     * The form in which paths are compared.
     *
     * @param template a path template, with or without regular expressions
     * @return the same with a slash in front, none at the end, none twice, and names for parameters
     */
    static String of(String template) {
        StringBuilder path = new StringBuilder("/");
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{') {
                int end = end(template, i);
                path.append('{').append(name(template.substring(i + 1, end))).append('}');
                i = end;
            } else if (c != '/' || path.charAt(path.length() - 1) != '/') {
                path.append(c);
            }
        }
        boolean endsWithSlash = path.length() > 1 && path.charAt(path.length() - 1) == '/';
        return endsWithSlash ? path.substring(0, path.length() - 1) : path.toString();
    }

    /** The brace that closes a parameter, or the end; those of its regular expression come in pairs. */
    private static int end(String template, int open) {
        int depth = 0;
        for (int i = open; i < template.length(); i++) {
            char c = template.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return template.length();
    }

    private static String name(String parameter) {
        int colon = parameter.indexOf(':');
        return (colon < 0 ? parameter : parameter.substring(0, colon)).strip();
    }
}
