package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
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
}
