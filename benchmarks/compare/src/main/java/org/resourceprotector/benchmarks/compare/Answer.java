package org.resourceprotector.benchmarks.compare;

import java.util.List;
import java.util.Locale;

/**
 * What a server sent. Immutable.
 *
 * @param status the status code; 0 where no answer came
 * @param headers the header lines in their order, names in lower case
 * @param body the content
 */
record Answer(int status, List<Header> headers, String body) {

    /** What it is where no answer came. */
    static final Answer NONE = new Answer(0, List.of(), "");

    /**
     * A header line.
     *
     * @param name in lower case
     * @param value without blanks around it
     */
    record Header(String name, String value) {}

    List<String> all(String name) {
        return headers.stream()
                .filter(header -> header.name().equals(name.toLowerCase(Locale.ROOT)))
                .map(Header::value)
                .toList();
    }

    /** The values of a header in one line; empty where there is none. */
    String line(String name) {
        return String.join(", ", all(name));
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Whether a text is anywhere in it. */
    boolean mentions(String text) {
        return body.contains(text)
                || headers.stream().anyMatch(header -> header.value().contains(text));
    }
}
