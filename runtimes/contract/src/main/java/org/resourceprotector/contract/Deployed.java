package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.core.Application;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs one application for all tests of a class, and looks in the end for secrets in all that was logged. */
final class Deployed implements BeforeAllCallback, AfterAllCallback {

    private final Supplier<? extends Application> application;
    private LogCapture log;
    private Server server;

    private Deployed(Supplier<? extends Application> application) {
        this.application = application;
    }

    static Deployed application(Object... parts) {
        return application(() -> new Api(parts));
    }

    static Deployed application(Supplier<? extends Application> application) {
        return new Deployed(application);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        log = LogCapture.start();
        server = Server.start(application.get());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            if (server != null) {
                server.close();
            }
            assertThat(log.text(), not(containsString(Secrets.TOKEN)));
        } finally {
            log.close();
        }
    }

    LogCapture log() {
        return log;
    }

    Server server() {
        return server;
    }

    Call call(String method, String path) {
        return server.call(method, path);
    }

    Call get(String path) {
        return server.get(path);
    }
}
