package org.resourceprotector.openapi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an operation of a document, and an endpoint of the access report.
 *
 * @param method the HTTP method, in upper case
 * @param path the path, as {@link PathTemplate} writes it
 */
record DocumentedOperation(String method, String path) {

    static DocumentedOperation of(String method, String path) {
        return new DocumentedOperation(method.toUpperCase(Locale.ROOT), PathTemplate.of(path));
    }

    /** The same without a path in front; null if that is not there. */
    @Nullable
    DocumentedOperation below(String prefix) {
        if (prefix.isEmpty()) {
            return this;
        }
        boolean isBelow =
                path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
        return isBelow ? of(method, path.substring(prefix.length())) : null;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
