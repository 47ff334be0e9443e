package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * An application may have filters that do not block. Quarkus has them run before all others, and does not start if they cannot,
 * which it looks at where a method has filters of its own.
 */
class NonBlockingFilterTest {

    /** Says nothing but for its method. */
    @Path("/non-blocking/{account}")
    public static class Accounts {

        @GET
        @Protected("profile")
        public String get(@PathParam("account") String account) {
            return account;
        }

        @Path("orders")
        public Orders orders() {
            return new Orders();
        }
    }

    /** Behind a locator. */
    public static class Orders {

        @GET
        @Path("{order}")
        @Protected("profile")
        public String get(@PathParam("order") String order) {
            return order;
        }
    }

    /** Not protected at all. */
    @Path("/non-blocking-open")
    public static class Open {

        @GET
        public String get() {
            return "open";
        }
    }

    /** Asks for parameters of the path, by which Quarkus forgets which method it has matched. */
    @Provider
    @NonBlocking
    public static class Late implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty("late", request.getUriInfo().getPathParameters());
        }
    }

    /** The same, before the filter of the protector. */
    @Provider
    @NonBlocking
    @Priority(Priorities.AUTHENTICATION - 1)
    public static class Sooner implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty("sooner", request.getUriInfo().getPathParameters());
        }
    }

    private static Server start(Class<?> filter) {
        return Server.start(new Api(Accounts.class, filter, ResourceProtector.with(new Tokens().validator())));
    }

    private static int status(Server server, String path, String token) {
        return server.get(path).bearer(token).send().status();
    }

    @Test
    void filterAfterTheProtector_changesNothing() {
        try (Server server = start(Late.class)) {
            assertThat(server.get("/non-blocking/a").send().status(), is(401));
            assertThat(status(server, "/non-blocking/a", Tokens.EMAIL), is(403));
            assertThat(status(server, "/non-blocking/a", Tokens.PROFILE), is(200));
            assertThat(server.get("/non-blocking/a/orders/7").send().status(), is(401));
            assertThat(status(server, "/non-blocking/a/orders/7", Tokens.EMAIL), is(403));
            assertThat(status(server, "/non-blocking/a/orders/7", Tokens.PROFILE), is(200));
        }
    }

    /** Quarkus puts it in front of the filter that keeps what was matched, so that nobody knows what is behind a locator. */
    @Test
    void filterBeforeTheProtector_closesWhatItHides() {
        try (Server server = start(Sooner.class)) {
            assertThat(server.get("/non-blocking/a").send().status(), is(401));
            assertThat(status(server, "/non-blocking/a", Tokens.EMAIL), is(403));
            assertThat(status(server, "/non-blocking/a", Tokens.PROFILE), is(200));
            assertThat(server.get("/non-blocking/a/orders/7").send().status(), is(500));
            assertThat(status(server, "/non-blocking/a/orders/7", Tokens.PROFILE), is(500));
        }
    }

    @Test
    void applicationWithNothingProtected_startsAndAnswers() {
        try (Server server = Server.start(new Api(Open.class, Late.class))) {
            assertThat(server.get("/non-blocking-open").send().body(), is("open"));
        }
    }
}
