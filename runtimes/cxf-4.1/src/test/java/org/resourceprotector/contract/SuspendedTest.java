package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.cxf.continuations.Continuation;
import org.apache.cxf.continuations.ContinuationProvider;
import org.apache.cxf.continuations.SuspendedInvocationException;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** Filters of an application that suspend a request: CXF matches it once more then, and calls all filters again. */
class SuspendedTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/suspended")
    public static class Base {
        @GET
        public String get() {
            return Ran.here("suspended");
        }

        @Path("sub")
        public Sub sub() {
            return new Sub();
        }
    }

    /** Is not what CXF names. */
    public static class Closed extends Base {
        @Override
        @Protected("profile")
        public String get() {
            return super.get();
        }
    }

    public static class Sub {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("suspended/sub");
        }
    }

    /** Suspends each request once, and resumes it. */
    private static class Suspending implements ContainerRequestFilter {

        final AtomicInteger suspended = new AtomicInteger();
        private final boolean throwsIt;

        Suspending(boolean throwsIt) {
            this.throwsIt = throwsIt;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            Message message = JAXRSUtils.getCurrentMessage();
            if (message.put("test.suspended", true) != null) {
                return;
            }
            suspended.incrementAndGet();
            Continuation continuation =
                    ((ContinuationProvider) message.get(ContinuationProvider.class.getName())).getContinuation();
            continuation.suspend(10_000);
            continuation.resume();
            if (throwsIt) {
                throw new SuspendedInvocationException();
            }
        }

        @Override
        public String toString() {
            return getClass().getSimpleName() + (throwsIt ? ", at once" : ", at its end");
        }
    }

    @PreMatching
    private static final class BeforeMatching extends Suspending {
        BeforeMatching(boolean throwsIt) {
            super(throwsIt);
        }
    }

    @Priority(Priorities.AUTHENTICATION - 1)
    private static final class BeforeProtector extends Suspending {
        BeforeProtector(boolean throwsIt) {
            super(throwsIt);
        }
    }

    @Priority(Priorities.USER)
    private static final class AfterProtector extends Suspending {
        AfterProtector(boolean throwsIt) {
            super(throwsIt);
        }
    }

    static List<Suspending> filters() {
        return List.of(
                new BeforeMatching(true),
                new BeforeMatching(false),
                new BeforeProtector(true),
                new BeforeProtector(false),
                new AfterProtector(true),
                new AfterProtector(false));
    }

    private static ConfiguredServer server(ResourceProtector protector, Suspending filter) {
        return ConfiguredServer.start((JAXRSServerFactoryBean factory) -> {
            factory.setResourceClasses(Base.class);
            factory.setResourceProvider(Base.class, new SingletonResourceProvider(new Closed()));
            factory.setProviders(List.of(protector, filter));
        });
    }

    @ParameterizedTest
    @MethodSource("filters")
    void ruleHolds(Suspending filter) {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()), filter)) {
            int ran = Ran.times("suspended");
            assertThat(server.get("/suspended").send().status(), is(401));
            assertThat(server.get("/suspended").bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(Ran.times("suspended"), is(ran));
            int before = filter.suspended.get();
            assertThat(server.get("/suspended").bearer(Tokens.PROFILE).send().body(), is("ran suspended"));
            assertThat(filter.suspended.get(), is(before + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void ruleBehindALocatorHolds(Suspending filter) {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()), filter)) {
            int ran = Ran.times("suspended/sub");
            server.get("/suspended/sub").send();
            server.get("/suspended/sub").bearer(Tokens.EMAIL).send();
            assertThat(Ran.times("suspended/sub"), is(ran));
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void proofIsLookedAtOnce(Suspending filter) {
        DpopKey key = DpopKey.create();
        Confirmation confirmation = new Confirmation(Map.of("jkt", key.thumbprint()));
        AccessToken bound = new DpopEndpoints.BoundToken("alice", Set.of("profile"), confirmation);
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.of(bound)))
                .senderConstraint(Dpop.builder().build())
                .build();
        try (ConfiguredServer server = server(protector, filter)) {
            String token = Tokens.PROFILE;
            Answer answer = server.get("/suspended")
                    .header("Authorization", "DPoP " + token)
                    .header("DPoP", key.proof("GET", server.uri("/suspended"), token))
                    .send();
            assertThat(answer.toString(), answer.status(), is(200));
        }
    }
}
