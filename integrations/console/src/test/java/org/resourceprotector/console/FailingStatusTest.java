package org.resourceprotector.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** A validator of the application's own that cannot say how it is takes the console from nobody. */
class FailingStatusTest {

    /** Knows no token, and fails to say how it is. */
    private static final class Failing implements TokenValidator {

        @Override
        public Verdict validate(PresentedToken token) {
            return Verdict.notMine();
        }

        @Override
        public List<Status> status() {
            throw new IllegalStateException("a secret of the database");
        }
    }

    @Path("/console")
    @Protected("ops")
    public static class Console extends ConsoleResource {

        Console(ResourceProtector protector) {
            super(protector, new RecentDecisions());
        }
    }

    /** The token of an operator. */
    private record Operator(String getName, Set<String> scopes) implements AccessToken {}

    /** As the filter leaves it behind. */
    private record Accepted(AccessToken token) implements SecurityContext {

        @Override
        public Principal getUserPrincipal() {
            return token;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }

    @Test
    void state_isToldWithoutTheParts() {
        Console console = new Console(ResourceProtector.with(new Failing()));

        Response response = console.state(new Accepted(new Operator("alice", Set.of("ops"))));

        String body = new String((byte[]) response.getEntity(), StandardCharsets.US_ASCII);
        assertThat(response.getStatus(), is(200));
        assertThat(body, containsString("\"keySources\":[]"));
        assertThat(body.contains("secret"), is(false));
    }

    @Test
    void failure_isLoggedWithoutItsMessage() {
        Logger logger = Logger.getLogger("org.resourceprotector.console");
        List<LogRecord> lines = new ArrayList<>();
        Handler keeping = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(keeping);
        try {
            new Console(ResourceProtector.with(new Failing()))
                    .state(new Accepted(new Operator("alice", Set.of("ops"))));
        } finally {
            logger.removeHandler(keeping);
        }

        assertThat(lines.size(), is(1));
        assertThat(lines.get(0).getMessage(), endsWith("; cause: java.lang.IllegalStateException"));
        assertThat(lines.get(0).getThrown(), is(nullValue()));
    }
}
