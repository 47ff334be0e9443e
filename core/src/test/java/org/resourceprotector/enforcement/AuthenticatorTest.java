package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.LogLines;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** A validator that remembers is asked for the digest first, and a request is treated as by any other in every other respect. */
class AuthenticatorTest {

    private static final URI SECURE = URI.create("https://rs.example.com/api");
    private static final URI INSECURE = URI.create("http://rs.example.com/api");

    private final List<String> asked = new ArrayList<>();
    private final List<@Nullable String> details = new ArrayList<>();
    private Supplier<Verdict> verdict = () -> Verdict.accepted(ApiToken.of("alice", "read"));
    private boolean secureOnly;

    private String come(String line, URI uri) {
        PresentedToken.Request request = new PresentedToken("Bearer", "-", "GET", uri, name -> List.of()).request();
        TokenValidator validator = token -> {
            asked.add(token.value());
            return verdict.get();
        };
        AuthenticationResult outcome = new Authenticator(
                        TokenValidator.chain(validator), 100, secureOnly, RecordingListener.LOG)
                .authenticate(List.of(line), List.of(), request);
        if (outcome instanceof AuthenticationResult.Authenticated valid) {
            return valid.token().getName();
        }
        if (outcome instanceof AuthenticationResult.Failed invalid) {
            details.add(invalid.rejection().detail());
            return invalid.rejection().reason().name();
        }
        return "nothing";
    }

    private String come(String line) {
        return come(line, SECURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer good", "bearer   good  ", "Bearer good\t", " BEARER good"})
    void tokenIsValidated(String line) {
        assertThat(come(line), is("alice"));
        assertThat(asked, contains("good"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good,",
                "good good",
                "\"good\"",
                "go od",
                "=good",
                "good=a",
                "go\u0000od",
                "g\u00f3od",
                "\u0173ood",
                "\uff47ood"
            })
    void whatIsNotOneTokenIsShownToNoValidator(String presented) {
        assertThat(come("Bearer " + presented), is("MALFORMED_REQUEST"));
        assertThat(asked, is(empty()));
        assertThat(details, contains("the Bearer scheme with something that is not one token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"good", "Basic good", "Bearergood", "Bearer", "Bearer ", "Bearer=good"})
    void nothingIsValidatedWithoutBearerToken(String line) {
        assertThat(come(line), is(oneOf("nothing", "MALFORMED_REQUEST")));
        assertThat(asked, is(empty()));
    }

    @Test
    void tokenThatCameInsecurelyIsShownToNoValidator() {
        assertThat(come("Bearer good", INSECURE), is("alice"));
        secureOnly = true;
        asked.clear();
        assertThat(come("Bearer good", INSECURE), is("INSECURE_TRANSPORT"));
        assertThat(come("Bearer good,", INSECURE), is("MALFORMED_REQUEST"));
        assertThat(asked, is(empty()));
        assertThat(come("Bearer good"), is("alice"));
    }

    @Test
    void twoHeadersAreShownToNoValidator() {
        AuthenticationResult outcome = new Authenticator(
                        token -> Verdict.accepted(ApiToken.of("alice", "read")), 100, false, RecordingListener.LOG)
                .authenticate(
                        List.of("Bearer good", "Bearer good"),
                        List.of(),
                        PresentedToken.bearer("-").request());
        assertThat(outcome, is(instanceOf(AuthenticationResult.Failed.class)));
    }

    @Test
    void anOutageIsNoWayIn() {
        verdict = () -> {
            throw new ValidationUnavailableException("down");
        };
        assertThat(come("Bearer good"), is("UNAVAILABLE"));
    }

    @Test
    void failureOfTheValidatorIsNoWayIn() {
        verdict = () -> {
            throw new IllegalStateException("broken");
        };
        assertThat(come("Bearer good"), is("FAILED"));
        verdict = () -> {
            throw new IllegalArgumentException("broken");
        };
        assertThat(come("Bearer good"), is("FAILED"));
        verdict = () -> {
            throw new StackOverflowError();
        };
        assertThat(come("Bearer good"), is("FAILED"));
    }

    @Test
    void boundTokenIsRefused() {
        ApiToken bound = new ApiToken("bob", Set.of("read"), Set.of(), new Confirmation(Map.of("jkt", "x")));
        verdict = () -> Verdict.accepted(bound);
        assertThat(come("Bearer good"), is("UNPROVEN_BINDING"));
    }

    @Test
    void tokenThatDoesNotSayWhatItCarriesIsDefect() {
        verdict = () -> Verdict.accepted(new ApiToken("bob", null, Set.of(), null));
        assertThat(come("Bearer good"), is("FAILED"));
    }

    private String elsewhere(String line, String... tokens) {
        List<String> lines = line.isEmpty() ? List.of() : List.of(line);
        AuthenticationResult outcome = new Authenticator(
                        token -> {
                            asked.add(token.value());
                            return verdict.get();
                        },
                        100,
                        false,
                        RecordingListener.LOG)
                .authenticate(lines, List.of(tokens), PresentedToken.bearer("-").request());
        if (outcome instanceof AuthenticationResult.Failed invalid) {
            return invalid.rejection().reason() + " " + invalid.possession().scheme();
        }
        return outcome instanceof AuthenticationResult.Authenticated valid
                ? valid.token().getName() + " " + valid.possession().scheme()
                : "nothing";
    }

    @Test
    void tokenOutsideOfTheHeader_isTakenIfItIsTheOnlyOne() {
        assertThat(elsewhere("", "good"), is("alice Bearer"));
        assertThat(elsewhere("Basic abc", "good"), is("alice Bearer"));
        assertThat(elsewhere("", "x".repeat(100)), is("alice Bearer"));
        asked.clear();
        assertThat(elsewhere("Bearer good", "good"), is("MALFORMED_REQUEST null"));
        assertThat(elsewhere("Bearer", "good"), is("MALFORMED_REQUEST null"));
        assertThat(elsewhere("", "good", "good"), is("MALFORMED_REQUEST null"));
        assertThat(elsewhere("", "x".repeat(101)), is("MALFORMED_REQUEST Bearer"));
        assertThat(elsewhere("", ""), is("MALFORMED_REQUEST Bearer"));
        assertThat(asked, is(empty()));
    }

    @Test
    void requestWithoutUri_isRefusedWhereItMustBeSecure() {
        PresentedToken.Request request = new PresentedToken.Request() {
            @Override
            public String method() {
                return "GET";
            }

            @Override
            public URI uri() {
                return URI.create("https://a|b");
            }

            @Override
            public List<String> header(String name) {
                return List.of();
            }
        };
        AuthenticationResult outcome = new Authenticator(token -> verdict.get(), 100, true, RecordingListener.LOG)
                .authenticate(List.of("Bearer good"), List.of(), request);
        assertThat(
                ((AuthenticationResult.Failed) outcome).rejection().reason(), is(Rejection.Reason.MALFORMED_REQUEST));
        assertThat(
                new Authenticator(token -> verdict.get(), 100, false, RecordingListener.LOG)
                        .authenticate(List.of("Bearer good"), List.of(), request),
                is(instanceOf(AuthenticationResult.Authenticated.class)));
    }

    @Test
    void whatIsNotTheCallersFault_isInTheLog() {
        RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());
        List<TokenValidator> failing = List.of(
                token -> {
                    throw new ValidationUnavailableException("down");
                },
                token -> {
                    throw new IllegalStateException("broken");
                });
        try (LogLines lines = new LogLines()) {
            for (TokenValidator validator : failing) {
                new Authenticator(validator, 100, false, log)
                        .authenticate(
                                List.of("Bearer good"),
                                List.of(),
                                PresentedToken.bearer("-").request());
            }
            assertThat(
                    lines.lines(),
                    contains(
                            containsString("a token could not be validated; the caller got a 503"),
                            containsString("a token validator failed; the caller got a 500")));
        }
    }

    /** A constraint of a scheme of its own. */
    private static SenderConstraint examining(Supplier<SenderConstraint.Proof> proof) {
        return new SenderConstraint() {
            @Override
            public String scheme() {
                return "DPoP";
            }

            @Override
            public String confirmationMember() {
                return "jkt";
            }

            @Override
            public Proof examine(PresentedToken presented) {
                return proof.get();
            }
        };
    }

    private static void fail(List<SenderConstraint> constraints, TokenValidator validator, RateLimitedLog log) {
        new Authenticator(validator, new SenderConstraints(constraints, false), BearerMethods.HEADER, 100, false, log)
                .authenticate(
                        List.of("DPoP good"),
                        List.of(),
                        PresentedToken.bearer("-").request());
    }

    /** What an application wrote may be a secret; a reason is none, and ends no line. */
    @Test
    void outage_isLoggedWithItsReasonOnly() {
        RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());
        List<SenderConstraint> proofs = List.of(examining(() -> confirmation -> null));
        SenderConstraint full = examining(() -> {
            throw ValidationUnavailableException.withReason("the memory of\nused proofs is full", null, null);
        });
        try (LogLines lines = new LogLines()) {
            fail(
                    proofs,
                    token -> {
                        throw new ValidationUnavailableException("s3cret", new IllegalStateException("s3cret"));
                    },
                    log);
            fail(
                    proofs,
                    token -> {
                        throw ValidationUnavailableException.withReason(
                                "no keys", new IllegalStateException("s3cret"), null);
                    },
                    log);
            fail(List.of(full), token -> Verdict.accepted(ApiToken.of("alice", "read")), log);
            assertThat(
                    lines.lines(),
                    contains(
                            allOf(
                                    endsWith("a token could not be validated; the caller got a 503; cause:"
                                            + " java.lang.IllegalStateException" + System.lineSeparator()),
                                    not(containsString("s3cret"))),
                            allOf(
                                    containsString(
                                            "a token could not be validated; the caller got a 503; reason: \"no keys\";"
                                                    + " cause: java.lang.IllegalStateException"),
                                    not(containsString("s3cret"))),
                            containsString(
                                    "a sender constraint could not be checked; the caller got a 503; reason: \"the"
                                            + " memory of\\u000Aused proofs is full\"")));
        }
    }
}
