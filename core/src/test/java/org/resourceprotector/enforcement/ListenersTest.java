package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.LogLines;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.log.RefusalLog;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;

/** Who is told of a decision, whatever a listener does. */
class ListenersTest {

    private static Endpoint endpoint(String path, Access access, String... scopes) {
        return new Endpoint(
                "GET",
                path,
                new Declaration(new Rule(access, ScopeRule.of(scopes), AuthorityRules.NONE), "ListenersTest"));
    }

    private static final Endpoint READ = endpoint("/read", Access.PROTECTED, "read");
    private static final Endpoint WRITE = endpoint("/write", Access.PROTECTED, "write");
    private static final Endpoint OPTIONAL = endpoint("/maybe", Access.OPTIONAL);

    /** Hears of one call, and of nothing else. */
    private static final class OfOneCall implements ProtectionListener {

        private final List<String> events;

        OfOneCall(List<String> events) {
            this.events = events;
        }

        @Override
        public ProtectionListener started(ProtectedEndpoint endpoint) {
            events.add("started " + endpoint.path());
            return new RecordingListener(events);
        }

        @Override
        public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
            events.add("the listener that was registered");
        }
    }

    private static Enforcer enforcerWith(ProtectionListener... listeners) {
        return new Enforcer(
                new Authenticator(
                        TokenValidator.lookup(token -> Optional.of(ApiToken.of("alice", "read"))),
                        100,
                        false,
                        RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5)),
                new Listeners(List.of(listeners), RecordingListener.LOG, RecordingListener.REFUSALS));
    }

    @Test
    void listenerOfOneCall_hearsItsDecisionAlone() {
        RecordingListener heard = new RecordingListener();
        List<String> events = new ArrayList<>();
        Enforcer listened = enforcerWith(new OfOneCall(events), heard);
        listened.enforce(new FakeRequest("GET", "read").bearer("good"), READ);
        listened.enforce(new FakeRequest("GET", "write").bearer("good"), WRITE);
        listened.enforce(new FakeRequest("GET", "maybe"), OPTIONAL);
        assertThat(
                events,
                contains(
                        "started /read",
                        "accepted alice at /read",
                        "started /write",
                        "refused INSUFFICIENT_SCOPE at /write",
                        "started /maybe",
                        "anonymous at /maybe"));
        assertThat(
                heard.events(),
                contains("accepted alice at /read", "refused INSUFFICIENT_SCOPE at /write", "anonymous at /maybe"));
    }

    /** Equal to whatever it is compared with, or broken if it is asked. */
    private record Lookalike(List<String> events, String name, boolean isBroken) implements ProtectionListener {

        @Override
        public ProtectionListener started(ProtectedEndpoint endpoint) {
            return new Lookalike(events, "of the call", isBroken);
        }

        @Override
        public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
            events.add(name);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (isBroken) {
                throw new IllegalStateException("broken");
            }
            return other instanceof Lookalike;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void equalsOfListeners_isNotAsked(boolean isBroken) {
        List<String> events = new ArrayList<>();
        FakeRequest request = new FakeRequest("GET", "read").bearer("good");
        enforcerWith(new Lookalike(events, "registered", isBroken)).enforce(request, READ);
        assertThat(request.status(), is(200));
        assertThat(events, contains("of the call"));
    }

    @Test
    void listenerThatFailsToStart_hearsTheDecisionItself() {
        List<String> events = new ArrayList<>();
        ProtectionListener failing = new ProtectionListener() {
            @Override
            public ProtectionListener started(ProtectedEndpoint endpoint) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
                events.add("accepted");
            }
        };
        FakeRequest request = new FakeRequest("GET", "read").bearer("good");
        enforcerWith(failing).enforce(request, READ);
        assertThat(request.status(), is(200));
        assertThat(events, contains("accepted"));
    }

    /** Fails at everything. */
    private static final class Failing implements ProtectionListener {

        @Override
        public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken token) {
            throw new StackOverflowError();
        }

        @Override
        public void anonymous(ProtectedEndpoint endpoint) {
            throw new IllegalStateException("broken");
        }
    }

    /** By a clock that stands still, so that no second ends in between. */
    private static Listeners listeners(ProtectionListener... all) {
        return new Listeners(
                List.of(all),
                new RateLimitedLog(System.getLogger("org.resourceprotector"), new MovedClock()),
                new RefusalLog(System.getLogger("org.resourceprotector.refused"), new MovedClock()));
    }

    @Test
    void listenerThatFails_isInTheLog_andTheOthersHear() {
        RecordingListener heard = new RecordingListener();
        Listeners both = listeners(new Failing(), heard);
        try (LogLines log = new LogLines()) {
            both.accepted(ApiToken.of("alice", "read"), READ);
            both.refused(Rejection.of(Reason.MISSING), READ, null);
            both.anonymous(OPTIONAL);
            assertThat(
                    log.lines(),
                    contains(
                            containsString("a ProtectionListener failed, which changes nothing"),
                            containsString("StackOverflowError")));
        }
        assertThat(
                heard.events(), contains("accepted alice at /read", "refused MISSING at /read", "anonymous at /maybe"));
        try (LogLines log = new LogLines()) {
            ProtectionListener unstarted = new ProtectionListener() {
                @Override
                public @Nullable ProtectionListener started(ProtectedEndpoint endpoint) {
                    return null;
                }
            };
            listeners(unstarted).started(READ);
            assertThat(log.lines(), contains(containsString("a ProtectionListener failed, which changes nothing")));
        }
    }

    /** Issued by somebody. */
    private record Issued(String issuer) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    private static List<String> told(Consumer<Listeners> event) {
        try (LogLines log = new LogLines()) {
            event.accept(listeners());
            return log.lines().stream()
                    .map(line -> line.substring(line.indexOf("refused, ")).strip())
                    .toList();
        }
    }

    @Test
    void operator_isToldWhyCallsAreRefused() {
        Rejection expired = Rejection.of(Reason.EXPIRED, "late");
        Endpoint unknown = new Endpoint("", "", null);
        assertThat(told(all -> all.refused(expired, READ, null)), contains("refused, EXPIRED, GET /read: late"));
        assertThat(told(all -> all.refused(expired, unknown, null)), contains("refused, EXPIRED: late"));
        assertThat(
                told(all -> all.refused(expired, READ, new Issued("https://as.example"))),
                contains("refused, EXPIRED, GET /read, issuer \"https://as.example\": late"));
        assertThat(
                told(all -> all.refused(expired.from("https://b.example"), READ, new Issued("https://as.example"))),
                contains("refused, EXPIRED, GET /read, issuer \"https://b.example\": late"));
        assertThat(told(all -> all.ignored(expired, READ)), contains("refused, EXPIRED ignored, GET /read: late"));
    }

    @Test
    void operator_isNotToldOfWhatHappensEveryDay() {
        for (Reason reason : List.of(Reason.MISSING, Reason.UNAVAILABLE, Reason.FAILED)) {
            assertThat(told(all -> all.refused(Rejection.of(reason), READ, null)), is(empty()));
        }
    }

    @Test
    void refusalThatCannotBeLogged_changesNothing() {
        RecordingListener heard = new RecordingListener();
        AccessToken failing = new AccessToken() {
            @Override
            public String getName() {
                return "alice";
            }

            @Override
            public Set<String> scopes() {
                return Set.of();
            }

            @Override
            public String issuer() {
                throw new IllegalStateException("broken");
            }
        };
        try (LogLines log = new LogLines()) {
            listeners(heard).refused(Rejection.of(Reason.EXPIRED), READ, failing);
            assertThat(log.lines(), contains(containsString("a refusal could not be logged, which changes nothing")));
        }
        assertThat(heard.events(), contains("refused EXPIRED at /read"));
    }
}
