package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.RememberingValidator;
import org.resourceprotector.token.TokenDigest;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** A token that the validator recalls is treated as any other, but not validated. */
class RecallTest {

    private static final Remembering VALIDATOR = new Remembering(new Tokens().validator());
    private static final ResourceProtector PROTECTOR = ResourceProtector.with(VALIDATOR);

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Endpoints.Root.class, new Acquiring(PROTECTOR), Who.class, PROTECTOR);

    @Path("/who")
    @Protected("profile")
    public static class Who {

        @GET
        public String who(@Context SecurityContext security) {
            return security.getUserPrincipal().getName();
        }

        @GET
        @Path("acquired")
        public String acquired(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return PROTECTOR.acquire(headers, uri, request, "profile").getName();
        }
    }

    /** Remembers whatever another validator accepted, and counts how often it asked that one. */
    private static final class Remembering implements RememberingValidator {

        private final TokenValidator validator;
        private final Map<TokenDigest, AccessToken> accepted = new ConcurrentHashMap<>();
        private final AtomicInteger asked = new AtomicInteger();

        Remembering(TokenValidator validator) {
            this.validator = validator;
        }

        @Override
        public @Nullable AccessToken recall(TokenDigest digest) {
            return accepted.get(digest);
        }

        @Override
        public Verdict validate(PresentedToken token) {
            asked.incrementAndGet();
            Verdict verdict = validator.validate(token);
            TokenDigest digest = TokenDigest.of(token.value());
            if (digest != null && verdict instanceof Verdict.Accepted good) {
                accepted.put(digest, good.token());
            }
            return verdict;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/profile",
                "/acquire/any",
                "/acquire/mixed",
                "/acquire/often",
                "/acquire/after",
                "/acquire/narrowed",
                "/acquire/caught"
            })
    void recalledTokenIsAnsweredAsWhenItWasFirstSeen(String path) {
        VALIDATOR.accepted.clear();
        int asked = VALIDATOR.asked.get();
        Answer first = SERVER.get(path).bearer(Tokens.BOTH).send();
        assertThat(VALIDATOR.asked.get(), is(asked + 1));
        Answer again = SERVER.get(path).bearer(Tokens.BOTH).send();
        assertThat(VALIDATOR.asked.get(), is(asked + 1));
        assertThat(first.status(), is(200));
        assertThat(again.status(), is(200));
        assertThat(again.body(), is(first.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profile", "/acquire/profile", "/acquire/often", "/acquire/narrowed"})
    void recalledTokenThatIsNotEnoughIsForbidden(String path) {
        VALIDATOR.accepted.clear();
        int asked = VALIDATOR.asked.get();
        for (int time = 1; time <= 2; time++) {
            Answer answer = SERVER.get(path).bearer(Tokens.PLAIN).send();
            assertThat(VALIDATOR.asked.get(), is(asked + 1));
            assertThat(answer.status(), is(403));
            assertThat(
                    answer.challenge(),
                    is("Bearer realm=\"api\", scope=\"profile\", error=\"insufficient_scope\","
                            + " error_description=\"The access token does not allow this request\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profile", "/acquire/any"})
    void whatIsNotOneTokenIsMalformedThoughItIsRemembered(String path) {
        int asked = VALIDATOR.asked.get();
        for (String presented : new String[] {"a b", "a,"}) {
            VALIDATOR.accepted.put(TokenDigest.of(presented), Tokens.alice().withScopes("profile"));
            Answer answer = SERVER.get(path)
                    .header("Authorization", "Bearer " + presented)
                    .send();
            assertThat(answer.status(), is(400));
            assertThat(answer.challenge(), containsString("error=\"invalid_request\""));
        }
        assertThat(VALIDATOR.asked.get(), is(asked));
    }

    @Test
    @DisplayName("R9700-2.3-a requests at once, on connections that are kept, never get each other's token")
    void requestsAtOnceNeverGetEachOthersToken() throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = "recalled-" + i % 8;
            VALIDATOR.accepted.put(
                    TokenDigest.of(Secrets.token(name)), Tokens.of(name).withScopes("profile"));
            String path = i % 3 == 0 ? "/who" : "/who/acquired";
            String token = i % 5 == 0 ? Tokens.UNKNOWN : Secrets.token(name);
            calls.add(() -> {
                Answer answer = SERVER.get(path).bearer(token).send();
                return token.equals(Tokens.UNKNOWN)
                        ? answer.status() == 401
                        : answer.body().equals(name);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> call : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                assertThat(call.get(), is(true));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
