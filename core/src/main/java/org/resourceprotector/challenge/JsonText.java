package org.resourceprotector.challenge;

import java.util.List;
import java.util.Map;

/**
 * Writes what an application says as JSON in visible ASCII. All else is escaped, and so is what
 * begins or ends an element of HTML, in case somebody reads it as HTML. Used on one thread.
 */
final class JsonText {

    private final StringBuilder json = new StringBuilder(160);

    private JsonText() {}

    /** The text of a map with names that are texts, a list, text, finite number or boolean. */
    static String of(Object value) {
        JsonText text = new JsonText();
        text.value(value);
        return text.json.toString();
    }

    private void value(Object value) {
        if (value instanceof Map<?, ?> members) {
            json.append('{');
            members.forEach((name, member) -> {
                separate('{');
                string((String) name);
                json.append(':');
                value(member);
            });
            json.append('}');
        } else if (value instanceof List<?> elements) {
            json.append('[');
            elements.forEach(element -> {
                separate('[');
                value(element);
            });
            json.append(']');
        } else if (value instanceof String text) {
            string(text);
        } else {
            json.append(value); // a number or a boolean
        }
    }

    private void separate(char start) {
        if (json.charAt(json.length() - 1) != start) {
            json.append(',');
        }
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~' || c == '<' || c == '>' || c == '&') {
                json.append("\\u").append(Character.forDigit(c >> 12, 16));
                json.append(Character.forDigit(c >> 8 & 15, 16));
                json.append(Character.forDigit(c >> 4 & 15, 16));
                json.append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
