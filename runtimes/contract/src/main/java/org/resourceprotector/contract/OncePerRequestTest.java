package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** One validation per request, however many places ask for it, and never one for two requests. */
class OncePerRequestTest {

    private static final Tokens TOKENS = new Tokens();
    private static final RecordingListener HEARD = new RecordingListener();
    private static final FaultyValidator VALIDATOR = new FaultyValidator(TOKENS.validator());
    private static final ResourceProtector PROTECTOR =
            ResourceProtector.builder().validator(VALIDATOR).listener(HEARD).build();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Everywhere.class, OwnBound.class, PROTECTOR);

    /** The application's own filter, bound to our annotation: the caller is known to it already. */
    @Protected
    @Priority(Priorities.AUTHENTICATION + 1)
    public static class OwnBound implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.setProperty(
                    "seen", request.getSecurityContext().getUserPrincipal().getName());
            Ran.here("own filter");
        }
    }

    public interface Contract {
        @Protected("profile")
        String everywhere(SecurityContext security);
    }

    @Path("/everywhere")
    @Protected("profile")
    public static class Everywhere implements Contract {
        @GET
        @Protected("profile")
        @Override
        public String everywhere(@Context SecurityContext security) {
            PROTECTOR.acquire(security, "profile");
            return security.getUserPrincipal().getName();
        }

        @Path("/sub")
        @Protected("profile")
        public Sub sub() {
            return new Sub();
        }
    }

    @Protected("profile")
    public static class Sub {
        @GET
        @Protected("profile")
        public String get(@Context SecurityContext security) {
            return security.getUserPrincipal().getName();
        }

        @Path("/sub")
        @Protected("profile")
        public Object sub() {
            return new Sub();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/everywhere", "/everywhere/sub", "/everywhere/sub/sub/sub"})
    @DisplayName(
            "A74 R21-5.2-a one validation however many declarations, filters, locators and acquire calls there are")
    void oneValidationPerRequest(String path) {
        for (int i = 1; i <= 3; i++) {
            int asked = VALIDATOR.asked();
            assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().body(), is("alice"));
            assertThat(VALIDATOR.asked(), is(asked + 1));
        }
        int asked = VALIDATOR.asked();
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(VALIDATOR.asked(), is(asked + 1));
    }

    @Test
    void theFilterOfTheApplicationRunsOnlyForCallsThatCameIn() {
        int ran = Ran.times("own filter");
        SERVER.get("/everywhere").send();
        SERVER.get("/everywhere").bearer(Tokens.EMAIL).send();
        assertThat(Ran.times("own filter"), is(ran));
        SERVER.get("/everywhere").bearer(Tokens.PROFILE).send();
        assertThat(Ran.times("own filter"), is(ran + 1));
    }

    @Test
    @DisplayName("R9700-2.3-a requests at once, on connections that are kept, never get each other's token")
    void requestsAtOnceNeverGetEachOthersToken() throws Exception {
        int callers = 8;
        for (int i = 0; i < callers; i++) {
            TOKENS.store.put(
                    Secrets.token("caller-" + i), Tokens.of("caller-" + i).withScopes("profile"));
        }
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = "caller-" + i % callers;
            String path = i % 3 == 0 ? "/everywhere/sub" : "/everywhere";
            boolean anonymous = i % 5 == 0;
            calls.add(() -> anonymous
                    ? SERVER.get(path).send().status() == 401
                    : SERVER.get(path).bearer(Secrets.token(name)).send().body().equals(name));
        }
        ExecutorService pool = Executors.newFixedThreadPool(callers);
        try {
            List<Boolean> right = new ArrayList<>();
            for (Future<Boolean> call : pool.invokeAll(calls, 200, TimeUnit.SECONDS)) {
                right.add(call.get());
            }
            assertThat(right, everyItem(is(true)));
        } finally {
            pool.shutdownNow();
        }
    }
}
