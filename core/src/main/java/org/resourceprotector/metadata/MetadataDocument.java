package org.resourceprotector.metadata;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/** A JSON object in the making: strings, arrays of strings, and members that are true. Not thread-safe. */
final class MetadataDocument {

    private final StringBuilder json = new StringBuilder(256).append('{');

    MetadataDocument with(String name, String value) {
        member(name).append(quoted(value));
        return this;
    }

    /** Adds an array; nothing if it would be empty. */
    MetadataDocument with(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            member(name)
                    .append(values.stream().map(MetadataDocument::quoted).collect(Collectors.joining(",", "[", "]")));
        }
        return this;
    }

    /** Adds a member that is true. */
    MetadataDocument withTrue(String name) {
        member(name).append(true);
        return this;
    }

    private StringBuilder member(String name) {
        return json.append(json.length() > 1 ? "," : "").append(quoted(name)).append(':');
    }

    byte[] render() {
        return (json + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
