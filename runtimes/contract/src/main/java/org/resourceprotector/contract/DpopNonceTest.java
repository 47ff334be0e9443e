package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.contract.DpopEndpoints.BoundToken;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.NonceProvider;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;

/** Nonces over the wire, at a resource server that has another URI outside, and accepts nothing but DPoP. */
class DpopNonceTest {

    private static final DpopKey KEY = DpopKey.create();
    private static final String BOUND = Secrets.token("bound");
    private static final String URI_OUTSIDE = "https://rs.example.com/dpop/any";
    private static final MutableClock CLOCK = MutableClock.at(Tokens.START);
    private static final NonceProvider NONCES = NonceProvider.shared(
            Duration.ofMinutes(2), CLOCK, "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

    private static volatile boolean down;

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            DpopEndpoints.Root.class,
            new DpopEndpoints.Meddling(),
            ResourceProtector.builder()
                    .validator(TokenValidator.lookup(
                            token -> token.equals(BOUND) ? Optional.of(BoundToken.to(KEY)) : Optional.empty()))
                    .senderConstraint(Dpop.builder()
                            .algorithms("ES256")
                            .requireNonce(NONCES)
                            .replayStore((key, until) -> firstUse())
                            .publicUri(uri -> URI.create("https://rs.example.com" + uri.getRawPath()))
                            .build())
                    .requireSenderConstraint()
                    .build());

    private static boolean firstUse() {
        if (down) {
            throw new ValidationUnavailableException(Secrets.EXCEPTION);
        }
        return true;
    }

    private static Answer come(String nonce) {
        return SERVER.get("/dpop/any")
                .header("Authorization", "DPoP " + BOUND)
                .header("DPoP", KEY.proof("GET", URI_OUTSIDE, BOUND, nonce))
                .sendRaw();
    }

    @Test
    @DisplayName("R9449-9-a R9449-4.3-10 R9449-8-c R9449-4.3-9d a nonce is asked for, once, and lets the caller in")
    void nonce_isAskedFor() {
        int before = Ran.times("dpop");
        Answer first = come("");
        assertThat(first.status(), is(401));
        assertThat(
                first.challenge(),
                is("DPoP realm=\"api\", error=\"use_dpop_nonce\", error_description=\"The DPoP proof needs the nonce"
                        + " that this response provides\", algs=\"ES256\""));
        assertThat(first.all("DPoP-Nonce"), hasSize(1));
        assertThat(first.header("Cache-Control"), is("no-store"));
        assertThat(Ran.times("dpop"), is(before));

        Answer second = come(first.header("DPoP-Nonce"));
        assertThat(second.toString(), second.body(), is("ran dpop alice by DPoP"));
    }

    @Test
    @DisplayName("R9449-8.2-a R9449-8-c a nonce that expires is replaced by a response that no cache keeps")
    void nonceThatExpires_isReplaced() {
        String nonce = NONCES.issue();
        CLOCK.advance(Duration.ofSeconds(61));
        Answer answer = come(nonce);
        assertThat(answer.status(), is(200));
        assertThat(answer.all("DPoP-Nonce"), hasSize(1));
        assertThat(answer.header("DPoP-Nonce"), is(not(nonce)));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        CLOCK.advance(Duration.ofSeconds(60));
        assertThat(come(nonce).status(), is(401));
        assertThat(come(answer.header("DPoP-Nonce")).status(), is(200));
    }

    @Test
    @DisplayName("R9449-11.1-d a replay store that cannot tell is a 503")
    void storeThatCannotTell_isAnOutage() {
        down = true;
        try {
            int before = Ran.times("dpop");
            Answer answer = come(NONCES.issue());
            assertThat(answer.status(), is(503));
            assertThat(answer.header("Retry-After"), is("5"));
            assertThat(answer.challenge(), is(""));
            assertThat(Ran.times("dpop"), is(before));
        } finally {
            down = false;
        }
    }

    @Test
    @DisplayName("R9449-7.1-c where nothing but DPoP is accepted, nothing else is offered")
    void onlyDpop_isOffered() {
        assertThat(SERVER.get("/dpop/any").send().challenge(), is("DPoP realm=\"api\", algs=\"ES256\""));
    }
}
