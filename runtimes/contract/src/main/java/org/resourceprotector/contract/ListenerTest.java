package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Listeners hear of every decision once, learn the reason that the caller is not told, and change nothing. */
@DisplayName("A76 listeners hear of success and of failure")
class ListenerTest {

    private static final Tokens TOKENS = new Tokens();
    private static final RecordingListener FIRST = new RecordingListener();
    private static final RecordingListener LAST = new RecordingListener();
    private static final ResourceProtector PROTECTOR = ResourceProtector.builder()
            .validator(new FaultyValidator(TOKENS.validator()))
            .listener(FIRST)
            .listener(new Throwing())
            .listener(LAST)
            .build();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Endpoints.Root.class, Locators.OnLocator.class, new Acquiring(PROTECTOR), PROTECTOR);

    /** Throws whatever it hears. */
    private static final class Throwing implements ProtectionListener {
        @Override
        public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
            throw new IllegalStateException(Secrets.EXCEPTION);
        }

        @Override
        public void refused(Rejection rejection, ProtectedEndpoint endpoint) {
            throw new StackOverflowError(Secrets.EXCEPTION);
        }

        @Override
        public void ignored(Rejection rejection, ProtectedEndpoint endpoint) {
            throw new IllegalStateException(Secrets.EXCEPTION);
        }
    }

    @BeforeEach
    void forget() {
        FIRST.lines();
        LAST.lines();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 401, refused MISSING GET /profile",
        "Basic dXNlcjpwdw==, 401, refused MISSING GET /profile",
        "Bearer a b, 400, refused MALFORMED_REQUEST GET /profile",
        "Bearer s3cr3t-unknown, 401, refused UNKNOWN GET /profile",
        "Bearer s3cr3t-expired, 401, refused EXPIRED GET /profile",
        "Bearer s3cr3t-early, 401, refused NOT_YET_VALID GET /profile",
        "Bearer s3cr3t-revoked, 401, refused REVOKED GET /profile",
        "Bearer s3cr3t-email, 403, refused INSUFFICIENT_SCOPE GET /profile",
        "Bearer s3cr3t-down, 503, refused UNAVAILABLE GET /profile",
        "Bearer s3cr3t-throws, 500, refused FAILED GET /profile",
        "Bearer s3cr3t-profile, 200, accepted alice GET /profile"
    })
    void everyDecisionIsHeardOnceWithItsReason(String authorization, int status, String line) {
        Answer answer =
                SERVER.get("/profile").header("Authorization", authorization).sendRaw();
        assertThat(answer.status(), is(status));
        assertThat(FIRST.lines(), contains(line));
        assertThat(LAST.lines(), contains(line));
    }

    @ParameterizedTest
    @CsvSource({
        "roles, refused INSUFFICIENT_ROLES GET /roles",
        "groups, refused INSUFFICIENT_GROUPS GET /groups",
        "entitlements, refused INSUFFICIENT_ENTITLEMENTS GET /entitlements"
    })
    void theListenerLearnsWhichClaimWasLacking(String path, String line) {
        SERVER.get("/" + path).bearer(Tokens.PLAIN).send();
        assertThat(FIRST.lines(), contains(line));
    }

    @Test
    void tokenThatIsPassedOverIsHeardOf() {
        assertThat(SERVER.get("/ignoring").bearer(Tokens.EXPIRED).send().status(), is(200));
        assertThat(FIRST.lines(), contains("ignored EXPIRED GET /ignoring"));
    }

    @Test
    void anonymousCallsAndOpenEndpointsAreNoDecisions() {
        SERVER.get("/optional").send();
        SERVER.get("/open").bearer(Tokens.PLAIN).send();
        assertThat(FIRST.lines(), is(empty()));
    }

    @Test
    @DisplayName("A74 a chain of locators is one decision")
    void chainOfLocatorsIsOneDecision() {
        assertThat(
                SERVER.get("/guarded/object/email").bearer(Tokens.BOTH).send().status(), is(200));
        assertThat(FIRST.lines(), hasSize(1));
        SERVER.get("/guarded/object/email").bearer(Tokens.PROFILE).send();
        assertThat(FIRST.lines(), hasSize(1));
    }

    @Test
    void acquireIsHeardOfWithoutTheTextOfTheCaller() {
        SERVER.get("/acquire/profile").bearer(Tokens.EMAIL).send();
        assertThat(FIRST.lines(), contains("refused INSUFFICIENT_SCOPE GET "));
        SERVER.get("/acquire/profile;%0A=%0D").bearer(Tokens.PROFILE).send();
        assertThat(FIRST.lines(), contains("accepted alice GET "));
    }

    @Test
    void listenerThatThrows_isLoggedNowAndThenAndChangesNothing() {
        int before = SERVER.log().ours(Level.WARNING).size();
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            assertThat(SERVER.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
            assertThat(SERVER.get("/profile").bearer(Tokens.EMAIL).send().status(), is(403));
        }
        // three kinds of lines, each once a second, and a busy machine takes some
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertThat(SERVER.log().ours(Level.WARNING).size() - before, is(lessThan(20 + 3 * (int) seconds)));
        assertThat(SERVER.log().text(), containsString("IllegalStateException"));
        assertThat(SERVER.log().text(), not(containsString(Secrets.EXCEPTION)));
    }
}
