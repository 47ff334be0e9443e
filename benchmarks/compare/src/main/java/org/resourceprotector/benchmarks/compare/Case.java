package org.resourceprotector.benchmarks.compare;

import java.util.List;

/**
 * A request, and what it is. Immutable.
 *
 * @param title what a reader calls it
 * @param situation what it is
 * @param row the rule that says so
 * @param level how binding that rule is
 * @param method the HTTP method
 * @param target path and query
 * @param headers header lines as they are sent
 * @param body the content
 * @param secret what no answer may repeat; empty where there is nothing
 */
record Case(
        String title,
        Situation situation,
        String row,
        Deviation.Level level,
        String method,
        String target,
        List<String> headers,
        String body,
        String secret) {

    static Case get(String title, Situation situation, String row, String target, String... headers) {
        return new Case(title, situation, row, Deviation.Level.MUST, "GET", target, List.of(headers), "", "");
    }

    /** With one token, the usual way. */
    static Case bearer(String title, Situation situation, String row, String target, String token) {
        return get(title, situation, row, target, "Authorization: Bearer " + token)
                .keeping(token);
    }

    Case method(String other) {
        return new Case(title, situation, row, level, other, target, headers, body, secret);
    }

    Case level(Deviation.Level other) {
        return new Case(title, situation, row, other, method, target, headers, body, secret);
    }

    Case body(String other) {
        return new Case(title, situation, row, level, method, target, headers, other, secret);
    }

    Case keeping(String other) {
        return new Case(title, situation, row, level, method, target, headers, body, other);
    }

    Answer ask(int port) {
        return Wire.send(port, method, target, headers, body);
    }
}
