package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.contract.Answer.Header;

/** One HTTP request in the making. Every answer is searched for secrets before a test gets it. */
final class Call {

    private final Running server;
    private final String method;
    private final String path;
    private final List<Header> headers = new ArrayList<>();
    private String body = "";

    Call(Running server, String method, String path) {
        this.server = server;
        this.method = method;
        this.path = path;
    }

    Call header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call body(String type, String text) {
        body = text;
        return header("Content-Type", type);
    }

    /** Sends what a well-behaved client can send. */
    Answer send() {
        return Secrets.absentFrom(server.send(method, path, headers, body));
    }

    /** Sends exactly these header lines, byte by byte, and reads the header lines of the answer as they are. */
    Answer sendRaw() {
        return Secrets.absentFrom(server.sendRaw(method, path, headers, body));
    }
}
