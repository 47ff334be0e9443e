package org.resourceprotector.contract;

import jakarta.ws.rs.core.Application;

/** Applications that must not start. */
final class Deployment {

    private Deployment() {}

    /** Deploys what must be refused, and answers what it was refused with; leaves no server behind. */
    static Throwable refused(Application application) {
        Server server;
        try {
            server = Server.start(application);
        } catch (RuntimeException | Error e) {
            return e;
        }
        server.close();
        throw new AssertionError("the application was deployed");
    }

    /** All messages of a throwable and of its causes. */
    static String messages(Throwable refusal) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
