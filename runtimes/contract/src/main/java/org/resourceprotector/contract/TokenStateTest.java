package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Tokens that are unknown, not valid yet, not valid any more, or revoked. */
class TokenStateTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String INVALID_TOKEN = "Bearer realm=\"api\", error=\"invalid_token\", "
            + "error_description=\"The access token is not valid here, or not valid any more\"";

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Endpoints.Root.class, ResourceProtector.with(TOKENS.validator()));

    private final EndpointProbe any = new EndpointProbe(SERVER, "GET", "/any", "any");

    @BeforeEach
    void backToTheStart() {
        TOKENS.clock.set(Tokens.START);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t-unknown", "s3cr3t-expired", "s3cr3t-early", "s3cr3t-revoked"})
    @DisplayName("A24 A25 R6750-3.1-b R6750-3-f R6749-7-a R21-5.2-a a bad token is a 401, invalid_token")
    void badTokenIsRefused(String token) {
        assertThat(any.closedTo(token, 401).challenge(), is(INVALID_TOKEN));
    }

    @Test
    void tokenInOtherCaseIsAnotherToken() {
        // each on a connection of its own: one engine's parser recalls header lines of a connection without their case
        String token = Secrets.token("CaSe");
        TOKENS.store.put(token, Tokens.alice());
        int ran = Ran.times("any");
        assertThat(SERVER.get("/any").bearer(Secrets.token("case")).sendRaw().status(), is(401));
        assertThat(SERVER.get("/any").bearer(Secrets.token("CASE")).sendRaw().status(), is(401));
        assertThat(Ran.times("any"), is(ran));
        assertThat(SERVER.get("/any").bearer(token).sendRaw().status(), is(200));
    }

    @Test
    @DisplayName("R6750-3.1-e the answers to bad tokens are no oracle")
    void theAnswersToBadTokensAreNoOracle() {
        List<String> answers = Stream.of(Tokens.UNKNOWN, Tokens.EXPIRED, Tokens.EARLY, Tokens.REVOKED)
                .map(token -> SERVER.get("/any").bearer(token).sendRaw())
                .map(answer -> answer.status()
                        + answer.body()
                        + answer.headers().stream()
                                .filter(header -> !header.name().equalsIgnoreCase("date"))
                                .toList())
                .toList();
        assertThat(answers, everyItem(is(answers.get(0))));
    }

    @Test
    void tokenExpiringExactlyNowIsRejected() {
        TOKENS.clock.set(Tokens.START.plusSeconds(10).minusNanos(1));
        any.opensTo(Tokens.BRIEF);
        TOKENS.clock.advance(Duration.ofNanos(1));
        any.closedTo(Tokens.BRIEF, 401);
    }

    @Test
    void tokenThatStartsExactlyNowIsAccepted() {
        any.closedTo(Tokens.EARLY, 401);
        TOKENS.clock.advance(Duration.ofSeconds(1));
        any.opensTo(Tokens.EARLY);
    }

    @Test
    @DisplayName("R9700-2.3-a a token that is revoked between two requests of one connection is refused")
    void revocationCountsFromTheNextRequestOn() {
        TOKENS.store.put(Secrets.token("soon"), Tokens.alice());
        any.opensTo(Secrets.token("soon"));
        TOKENS.store.revoke(Secrets.token("soon"));
        any.closedTo(Secrets.token("soon"), 401);
        TOKENS.store.remove(Secrets.token("soon"));
        any.closedTo(Secrets.token("soon"), 401);
    }

    @Test
    @DisplayName("A26 A29 the state of a token is looked at before its scopes")
    void theStateIsLookedAtBeforeTheScopes() {
        EndpointProbe profile = new EndpointProbe(SERVER, "GET", "/profile", "profile");
        assertThat(profile.closedTo(Tokens.EXPIRED, 401).challenge(), is(INVALID_TOKEN));
    }

    @Test
    @DisplayName("A30 R6749-7.2-a every refusal carries a challenge")
    void goodTokenAfterBadOnesStillComesIn() {
        any.closedTo(Tokens.UNKNOWN, 401);
        any.closedTo(Tokens.REVOKED, 401);
        any.opensTo(Tokens.PLAIN);
    }
}
