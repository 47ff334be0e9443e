package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** Whatever breaks, the endpoint stays closed, and nothing of what broke is told. */
class FaultsTest {

    private static final Tokens TOKENS = new Tokens();
    private static final FaultyValidator VALIDATOR = new FaultyValidator(TOKENS.validator());

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Endpoints.Root.class, ResourceProtector.with(VALIDATOR));

    private final EndpointProbe any = new EndpointProbe(SERVER, "GET", "/any", "any");

    @AfterEach
    void recover() {
        TOKENS.store.recover();
    }

    @Test
    @DisplayName("A86 A130 R7662-2.3-a a validator that cannot find out is a 503, never a 401")
    void outageIsAnnouncedAsOne() {
        Answer answer = any.closedTo(FaultyValidator.DOWN, 503);
        assertThat(answer.header("Retry-After"), is("5"));
        assertThat(answer.challenge(), is(""));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        assertThat(answer.body(), is("{\"title\":\"Service Unavailable\",\"status\":503}"));
    }

    @Test
    void outageThatKnowsItsEndSaysSoInWholeSecondsRoundedUp() {
        assertThat(any.closedTo(FaultyValidator.DOWN_FOR_A_WHILE, 503).header("Retry-After"), is("30"));
    }

    @Test
    void storeThatGoesDownAndComesBack() {
        any.opensTo(Tokens.PLAIN);
        TOKENS.store.goDown();
        any.closedTo(Tokens.PLAIN, 503);
        any.closedTo(Tokens.UNKNOWN, 503);
        any.closedWithoutToken("Bearer realm=\"api\"");
        TOKENS.store.recover();
        any.opensTo(Tokens.PLAIN);
        any.closedTo(Tokens.UNKNOWN, 401);
    }

    @Test
    void outageClosesEvenWhatIgnoresBadTokens() {
        new EndpointProbe(SERVER, "GET", "/ignoring", "ignoring").closedTo(FaultyValidator.DOWN, 503);
        new EndpointProbe(SERVER, "GET", "/optional", "optional").closedTo(FaultyValidator.DOWN, 503);
        new EndpointProbe(SERVER, "GET", "/ignoring", "ignoring").closedTo(FaultyValidator.THROWS, 500);
        new EndpointProbe(SERVER, "GET", "/optional", "optional").closedTo(FaultyValidator.ANSWERS_NULL, 500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t-throws", "s3cr3t-throws-error", "s3cr3t-throws-checked", "s3cr3t-answers-null"})
    @DisplayName("R9110-15.5.2-a R9110-17.16-a a broken validator is a 500 with fixed text")
    void brokenValidatorIsFailureWithFixedText(String token) {
        Answer answer = any.closedTo(token, 500);
        assertThat(answer.challenge(), is(""));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        assertThat(answer.mediaType(), is("application/problem+json"));
        assertThat(answer.body(), is("{\"title\":\"Internal Server Error\",\"status\":500}"));
    }

    /** Calls often; a line a second is written, and a busy machine takes some seconds. */
    private void callsAreLoggedNowAndThen(String token, int status) {
        int before = SERVER.log().ours(Level.WARNING).size();
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            any.closedTo(token, status);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        int lines = SERVER.log().ours(Level.WARNING).size() - before;
        assertThat(lines, is(lessThan(10 + (int) seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t-throws", "s3cr3t-throws-error", "s3cr3t-throws-checked"})
    void brokenValidator_isLoggedNowAndThenWithItsCauseAndNotItsText(String token) {
        callsAreLoggedNowAndThen(token, 500);
        assertThat(SERVER.log().text(), containsString(getClass().getPackageName() + ".FaultyValidator"));
        assertThat(SERVER.log().text(), not(containsString(Secrets.EXCEPTION)));
    }

    @Test
    void validatorThatAnswersNull_isLoggedNowAndThen() {
        callsAreLoggedNowAndThen(FaultyValidator.ANSWERS_NULL, 500);
    }

    @Test
    void outage_isLoggedNowAndThenWithoutItsText() {
        callsAreLoggedNowAndThen(FaultyValidator.DOWN, 503);
        assertThat(SERVER.log().text(), not(containsString(Secrets.EXCEPTION)));
    }

    /** A token whose answers an application got wrong. */
    private record Broken(String getName, Set<String> scopes, Set<String> roles) implements AccessToken {}

    private void brokenTokenIsClosed(String path, Broken token) {
        TOKENS.store.put(Secrets.token("broken"), token);
        Answer answer = new EndpointProbe(SERVER, "GET", "/" + path, path).closedTo(Secrets.token("broken"), 500);
        assertThat(answer.body(), is("{\"title\":\"Internal Server Error\",\"status\":500}"));
    }

    @Test
    void tokenWithoutNameIsClosedBecauseThatIsHowAnonymousCallersLook() {
        brokenTokenIsClosed("any", new Broken(null, Set.of(), Set.of()));
        brokenTokenIsClosed("optional-any", new Broken(null, Set.of(), Set.of()));
    }

    @Test
    void tokenWithoutScopesIsClosed() {
        brokenTokenIsClosed("any", new Broken("alice", null, Set.of()));
        brokenTokenIsClosed("profile", new Broken("alice", null, Set.of()));
    }

    @Test
    void tokenWithoutRolesIsClosedWhereRolesCount() {
        brokenTokenIsClosed("roles", new Broken("alice", Set.of(), null));
    }

    @Test
    void boundTokenThatNobodyProvedIsRefused() {
        TOKENS.store.put(Secrets.token("bound"), new BoundToken());
        any.closedTo(Secrets.token("bound"), 401);
    }

    private static final class BoundToken implements AccessToken {
        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public org.resourceprotector.token.Confirmation confirmation() {
            return new org.resourceprotector.token.Confirmation(java.util.Map.of("jkt", "abc"));
        }
    }

    @Test
    void slowStoreHoldsUpItsOwnCallersOnly() throws Exception {
        TOKENS.store.pause();
        CompletableFuture<Answer> slow = CompletableFuture.supplyAsync(
                () -> SERVER.get("/any").bearer(Tokens.PLAIN).send());
        Consumer<String> anonymous =
                path -> assertThat(path, SERVER.get(path).send().status(), is(path.equals("/open") ? 200 : 401));
        anonymous.accept("/open");
        anonymous.accept("/any");
        assertThat(slow.getNow(null), is(nullValue()));
        TOKENS.store.recover();
        assertThat(slow.get(30, TimeUnit.SECONDS).status(), is(200));
    }
}
