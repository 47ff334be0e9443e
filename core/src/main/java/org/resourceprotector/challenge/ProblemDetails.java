package org.resourceprotector.challenge;

import org.jspecify.annotations.Nullable;

/** The problem details of a refusal as a JSON object. Every byte is ours, or was configured. */
final class ProblemDetails {

    private final StringBuilder json = new StringBuilder(160).append('{');

    ProblemDetails(String title, int status) {
        string("title", title);
        json.append(",\"status\":").append(status);
    }

    ProblemDetails with(String name, @Nullable String value) {
        if (value != null) {
            json.append(',');
            string(name, value);
        }
        return this;
    }

    /** Adds what an application says, in which everything is escaped, or a number. */
    ProblemDetails with(String name, Object value) {
        json.append(",\"").append(name).append("\":").append(JsonText.of(value));
        return this;
    }

    String render() {
        return json + "}";
    }

    private void string(String name, String value) {
        json.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else {
                json.append(c < ' ' || c > '~' ? '?' : c);
            }
        }
        json.append('"');
    }
}
