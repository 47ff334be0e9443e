package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;
import org.resourceprotector.challenge.Refusals;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.RememberingValidator;
import org.resourceprotector.token.TokenDigest;
import org.resourceprotector.token.Verdict;

/** A token that its validator recalls needs no place in the memory of running requests; any other is validated once. */
class RecalledTokenTest {

    private static final Endpoint READ = endpoint("/read", "read");
    private static final Endpoint WRITE = endpoint("/write", "write");

    private final Remembering validator = new Remembering();
    private final Enforcer enforcer = new Enforcer(
            new Validation(validator, 100, false), new Refusals("api", (URI) null, Duration.ofSeconds(5)), new Heard());
    private final FakeRequest seen = new FakeRequest("GET", "read").bearer("seen");

    private static Endpoint endpoint(String path, String scope) {
        Rule rule = new Rule(Access.PROTECTED, ScopeRule.of(scope), ClaimRules.NONE);
        return new Endpoint("GET", path, new Declaration(rule, "RecalledTokenTest"));
    }

    /** Remembers the token "seen", and accepts the token "good". */
    private static final class Remembering implements RememberingValidator {

        private boolean forgotten;
        private int validations;

        @Override
        public @Nullable AccessToken recall(TokenDigest digest) {
            return !forgotten && digest.equals(TokenDigest.of("seen")) ? ApiToken.of("bob", "read") : null;
        }

        @Override
        public Verdict validate(PresentedToken token) {
            validations++;
            return token.value().equals("good")
                    ? Verdict.accepted(ApiToken.of("alice", "read"))
                    : Verdict.rejected(Rejection.of(Reason.UNKNOWN));
        }
    }

    private void enforce(FakeRequest request, Endpoint endpoint) {
        enforcer.enforce(request, endpoint, Enforcer.passage(request));
    }

    private Judgement acquire(FakeRequest request, Endpoint endpoint) {
        return enforcer.acquire(
                endpoint,
                request.getHeaders().get(HttpHeaders.AUTHORIZATION),
                PresentedToken.bearer("-").request());
    }

    private void assertEndsAt(FakeRequest request, Endpoint endpoint) {
        assertThat(enforcer.end(request), is(endpoint));
        assertThat(enforcer.remembered(), is(0));
    }

    @Test
    void whatTheValidatorRecallsIsNotRememberedWithTheRequest() {
        String header = seen.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        enforce(seen, READ);
        assertThat(seen.status(), is(200));
        assertThat(seen.getHeaders().get(HttpHeaders.AUTHORIZATION).get(0), is(sameInstance(header)));
        assertThat(acquire(seen, READ).token(), is(notNullValue()));
        assertThat(acquire(seen, WRITE).token(), is(nullValue()));
        assertThat(enforcer.remembered(), is(0));

        enforce(seen, WRITE);
        assertThat(seen.status(), is(403));
        assertThat(validator.validations, is(0));
        assertEndsAt(seen, WRITE);
    }

    @Test
    void acquiringAfterTheFilterAsksAgainForWhatTheValidatorRecalled() {
        enforce(seen, READ);
        validator.forgotten = true;
        assertThat(acquire(seen, READ).rejection(), is(Rejection.of(Reason.UNKNOWN)));
        assertThat(validator.validations, is(1));
        assertThat(AccessToken.from(seen.getSecurityContext()).isPresent(), is(true));
    }

    @Test
    void whatTheValidatorDoesNotRecallIsValidatedOnce() {
        FakeRequest request = new FakeRequest("GET", "read").bearer("good");
        enforce(request, READ);
        acquire(request, READ);
        enforce(request, WRITE);
        assertThat(validator.validations, is(1));
        assertThat(enforcer.remembered(), is(1));
        assertEndsAt(request, WRITE);
    }

    @Test
    void whatWasOpenedForTokenThatIsRecalledIsForgottenWithTheRequest() {
        enforcer.letThrough(seen, null);
        enforce(seen, READ);
        assertEndsAt(seen, READ);
    }

    @Test
    void recalledTokenIsDecidedOnAgainWhereTheRequestIsForwarded() {
        enforce(seen, READ);
        FakeRequest forwarded = seen.forwarded();
        enforce(forwarded, WRITE);
        assertThat(forwarded.status(), is(403));
        assertEndsAt(forwarded, WRITE);
        assertEndsAt(seen, READ);
    }
}
