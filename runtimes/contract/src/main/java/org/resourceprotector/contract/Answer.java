package org.resourceprotector.contract;

import java.util.List;

/** What came back over the wire: header lines as they were sent, and the body as text. */
record Answer(int status, List<Header> headers, String body) {

    record Header(String name, String value) {}

    /** All lines of a header, in the order in which they were sent. */
    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The one line of a header; fails where there are several, empty where there is none. */
    String header(String name) {
        List<String> lines = all(name);
        if (lines.size() > 1) {
            throw new AssertionError("several lines of " + name + ": " + lines);
        }
        return lines.isEmpty() ? "" : lines.get(0);
    }

    String challenge() {
        return header("WWW-Authenticate");
    }

    /** The media type without its parameters. */
    String mediaType() {
        String type = header("Content-Type");
        int parameters = type.indexOf(';');
        return parameters < 0 ? type : type.substring(0, parameters);
    }

    boolean holds(String text) {
        return body.contains(text)
                || headers.stream().anyMatch(header -> header.value().contains(text));
    }
}
