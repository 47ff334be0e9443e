package org.resourceprotector.challenge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One challenge of a {@code WWW-Authenticate} line: a scheme and its parameters, in the order in
 * which they were added. The only place where a challenge is quoted and escaped.
 *
 * <p>Every value goes out as a quoted-string of visible ASCII and blanks. Quotes and backslashes
 * are escaped; whatever else a header must not hold becomes a question mark. So no text can end the
 * line or start another parameter.
 *
 * <p>Mutable while it is built; not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.2">RFC 9110, section 11.2</a>
 */
public final class Challenge {

    private final String scheme;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** Starts a challenge of a scheme, which is one of our own constants. */
    public Challenge(String scheme) {
        this.scheme = scheme;
    }

    /** Adds a parameter once. Its name is one of our own constants, its value any text. */
    public Challenge with(String name, String value) {
        if (parameters.putIfAbsent(name, value) != null) {
            throw new IllegalStateException("a challenge has each parameter once: " + name);
        }
        return this;
    }

    /** The challenge as the value of a header line. */
    public String render() {
        StringBuilder line = new StringBuilder(96).append(scheme);
        char separator = ' ';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (separator == ',') {
                line.append(',');
            }
            line.append(' ').append(parameter.getKey()).append('=');
            quote(parameter.getValue(), line);
            separator = ',';
        }
        return line.toString();
    }

    private static void quote(String value, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else {
                line.append(c < ' ' || c > '~' ? '?' : c);
            }
        }
        line.append('"');
    }
}
