package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.dpop.NonceProvider.Freshness;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;

/** Nonces that nobody remembers, and nobody can make. */
class NonceTest {

    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "another key, of thirty-two bytes".getBytes(StandardCharsets.US_ASCII);

    private final MovedClock clock = new MovedClock();
    private final NonceProvider nonces = NonceProvider.shared(LIFETIME, clock, KEY);
    private final DpopFixture server = DpopFixture.with(settings -> settings.requireNonce(nonces));

    private static TokenForge proof(String jti, String nonce) {
        return ProofForge.good().claim("jti", jti).claim("nonce", nonce);
    }

    @Test
    @DisplayName("R9449-4.3-10 R9449-9-a without a nonce, the caller gets one, and comes in with it")
    void withoutNonce_callerGetsOne() {
        assertThat(server.show(ProofForge.good()), is("MISSING_NONCE"));
        String nonce = server.headers().get("DPoP-Nonce");
        assertThat(server.headers(), is(Map.of("DPoP-Nonce", nonce, "Cache-Control", "no-store")));

        assertThat(server.show(proof("id-1", nonce)), is("good"));
        assertThat(server.headers(), is(Map.of()));
    }

    @Test
    @DisplayName("R9449-11.3-a who had a nonce does not come in without one")
    void afterNonce_noneIsRefused() {
        assertThat(server.show(proof("id-1", nonces.issue())), is("good"));
        assertThat(server.show(ProofForge.good().claim("jti", "id-2")), is("MISSING_NONCE"));
        assertThat(server.show(ProofForge.good().claim("jti", "id-3").claim("nonce", "")), is("MISSING_NONCE"));
        assertThat(server.show(ProofForge.good().claim("nonce", 1)), is("INVALID_PROOF"));
    }

    @Test
    void badProof_getsNoNonce() {
        assertThat(server.show(ProofForge.good().claim("htm", "PUT")), is("INVALID_PROOF"));
        assertThat(server.headers(), is(Map.of()));
    }

    @Test
    @DisplayName("R9449-9-c R9449-8.2-a a nonce is good for its time, and a new one comes before it is over")
    void nonce_isReplacedBeforeItIsOver() {
        String nonce = nonces.issue();
        clock.move(LIFETIME.dividedBy(2).minusMillis(1));
        assertThat(server.show(proof("1", nonce)), is("good"));
        assertThat(server.headers(), is(Map.of()));

        clock.move(Duration.ofMillis(1));
        assertThat(server.show(proof("2", nonce)), is("good"));
        String next = server.headers().get("DPoP-Nonce");
        assertThat(next, is(not(nonce)));
        assertThat(server.headers().get("Cache-Control"), is("no-store"));

        clock.move(LIFETIME.dividedBy(2).minusMillis(1));
        assertThat(server.show(proof("3", nonce)), is("good"));
        clock.move(Duration.ofMillis(1));
        assertThat(server.show(proof("4", nonce)), is("MISSING_NONCE"));
        assertThat(server.show(proof("5", next)), is("good"));
    }

    @Test
    @DisplayName("R9449-9-b nonces are known by nodes with the same key, and by no other")
    void nodesWithTheSameKey_knowTheNonce() {
        String nonce = NonceProvider.shared(LIFETIME, clock, KEY).issue();
        assertThat(nonces.check(nonce), is(Freshness.GOOD));
        assertThat(NonceProvider.shared(LIFETIME, clock, OTHER).check(nonce), is(Freshness.REFUSED));
        assertThat(NonceProvider.shared(LIFETIME, clock, OTHER, KEY).check(nonce), is(Freshness.GOOD));
        assertThat(NonceProvider.local(LIFETIME).check(nonce), is(Freshness.REFUSED));
        NonceProvider local = NonceProvider.local(LIFETIME);
        assertThat(local.check(local.issue()), is(Freshness.GOOD));
    }

    @Test
    @DisplayName("R9449-8-b nobody but the node that made it knows a nonce of a key of its own")
    void nodesWithKeysOfTheirOwn_knowNoOthersNonce() {
        NonceProvider here = NonceProvider.local(LIFETIME);
        NonceProvider there = NonceProvider.local(LIFETIME);
        assertThat(here.check(there.issue()), is(Freshness.REFUSED));
        assertThat(there.check(here.issue()), is(Freshness.REFUSED));
    }

    /** A nonce of a moment, as every version makes it, so that nodes can be replaced one after the other. */
    private String nonceOfEveryVersion(String purpose) throws GeneralSecurityException {
        ByteBuffer nonce = ByteBuffer.allocate(32).putLong(clock.millis()).putLong(42);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
        mac.update(nonce.array(), 0, 16);
        return TokenForge.base64(nonce.put(mac.doFinal(), 0, 16).array());
    }

    @Test
    @DisplayName("R9449-8-b a nonce is known by other versions, and nothing else that its key signed is one")
    void nonceOfAnotherVersion_isKnown() throws GeneralSecurityException {
        assertThat(nonces.check(nonceOfEveryVersion("resource-protector DPoP nonce")), is(Freshness.GOOD));
        assertThat(nonces.check(nonceOfEveryVersion("")), is(Freshness.REFUSED));
        assertThat(nonces.check(nonceOfEveryVersion("another purpose")), is(Freshness.REFUSED));
    }

    @Test
    void nodeWhoseClockIsBehind_knowsTheNonce() {
        String nonce = nonces.issue();
        clock.move(Duration.ofSeconds(-30));
        assertThat(nonces.check(nonce), is(Freshness.GOOD));
        clock.move(Duration.ofSeconds(31).minus(LIFETIME));
        assertThat(nonces.check(nonce), is(Freshness.GOOD));
        clock.move(Duration.ofSeconds(-1));
        assertThat(nonces.check(nonce), is(Freshness.REFUSED));
        clock.move(LIFETIME.negated());
        assertThat(nonces.check(nonce), is(Freshness.REFUSED));
    }

    @Test
    @DisplayName("R9449-8-a R9449-8-b nonces differ, and are made of characters that a header can carry")
    void nonces_differ() {
        for (int i = 0; i < 1000; i++) {
            String nonce = nonces.issue();
            assertThat(nonce.matches("[A-Za-z0-9_-]{43}"), is(true));
            assertThat(nonces.issue(), is(not(nonce)));
        }
    }

    @Test
    @DisplayName("R9449-8-b a nonce that somebody else made")
    void forgedNonce_isRefused() {
        String nonce = nonces.issue();
        for (int i = 0; i < nonce.length() - 1; i++) {
            char other = nonce.charAt(i) == 'A' ? 'B' : 'A';
            String forged = nonce.substring(0, i) + other + nonce.substring(i + 1);
            assertThat(forged, nonces.check(forged), is(Freshness.REFUSED));
        }
        for (String text :
                new String[] {"", "x", nonce + "A", nonce.substring(1), "\u00e9".repeat(43), "=".repeat(43)}) {
            assertThat(nonces.check(text), is(Freshness.REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "a\r\nX-Evil: 1", "\u00e9"})
    @DisplayName("R9449-8-a a nonce that no header can carry is not sent")
    void nonceThatNoHeaderCanCarry_isNotSent(String nonce) {
        NonceProvider bad = new NonceProvider() {
            @Override
            public String issue() {
                return nonce;
            }

            @Override
            public Freshness check(String text) {
                return Freshness.REFUSED;
            }
        };
        DpopFixture broken = DpopFixture.with(settings -> settings.requireNonce(bad));
        assertThrows(IllegalStateException.class, () -> broken.show(ProofForge.good()));
    }

    @Test
    void absurdSettings_areRefused() {
        Clock system = Clock.systemUTC();
        assertThrows(IllegalArgumentException.class, () -> NonceProvider.shared(LIFETIME, system, new byte[0][]));
        assertThrows(IllegalArgumentException.class, () -> NonceProvider.shared(LIFETIME, new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> NonceProvider.shared(LIFETIME, KEY, new byte[31]));
        assertThrows(IllegalArgumentException.class, () -> NonceProvider.shared(Duration.ofSeconds(9), KEY));
        assertThrows(IllegalArgumentException.class, () -> NonceProvider.local(Duration.ofMinutes(61)));
        assertThat(nonces.toString(), is("HmacNonces[PT2M]"));
        assertThat(server.headers().get("DPoP-Nonce"), is(nullValue()));
    }
}
