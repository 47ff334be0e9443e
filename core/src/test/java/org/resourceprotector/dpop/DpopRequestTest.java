package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.TokenForge;

/** A proof is good for one method, one URI, one token and a minute. */
class DpopRequestTest {

    private final DpopFixture server = DpopFixture.strict();

    @ParameterizedTest
    @CsvSource({"GET, PUT", "GET, get", "HEAD, GET", "GET, HEAD", "POST, GET", "GET, 'GET '"})
    @DisplayName("R9449-4.3-8a R9449-4.3-8b R9449-4.3-8c a proof for another method")
    void proofForAnotherMethod_isRefused(String method, String htm) {
        assertThat(server.method(method).show(ProofForge.good().claim("htm", htm)), is("INVALID_PROOF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PATCH", "QUERY"})
    void proofForTheMethod_isAccepted(String method) {
        assertThat(server.method(method).show(ProofForge.good().claim("htm", method)), is("good"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?a=1", "?b=2#f", "#f", "?", "?a=/../x"})
    @DisplayName("R9449-4.3-9a query and fragment do not count, on either side")
    void queryAndFragment_doNotCount(String tail) {
        TokenForge proof = ProofForge.good().claim("htu", ProofForge.URI + tail);
        assertThat(server.uri(ProofForge.URI + "?a=1").show(proof), is("good"));
        assertThat(server.uri(ProofForge.URI).show(proof.claim("jti", "2")), is("good"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://rs.example.com/api/q",
                "https://rs.example.com/api",
                "https://other.example.com/api/p",
                "http://rs.example.com/api/p",
                "https://rs.example.com:8443/api/p",
                "https://user@rs.example.com/api/p",
                "/api/p",
                "//rs.example.com/api/p",
                "rs.example.com/api/p",
                "https:rs.example.com/api/p",
                "ftp://rs.example.com/api/p",
                "https://rs.example.com/api/p\u00e9",
                "not a URI"
            })
    @DisplayName("R9449-4.3-9a a proof for another URI")
    void proofForAnotherUri_isRefused(String htu) {
        assertThat(server.show(ProofForge.good().claim("htu", htu)), is("INVALID_PROOF"));
        assertThat(server.detail(), is("the proof is for another URI"));
    }

    @Test
    @DisplayName("R9449-4.3-9d behind a proxy, the URI that callers use counts, and nothing else")
    void publicUri_isWhatCounts() {
        DpopFixture behind = DpopFixture.with(
                        settings -> settings.publicUri(uri -> URI.create("https://rs.example.com" + uri.getRawPath())))
                .uri("http://10.0.0.7:8080/api/p?x=1");

        assertThat(behind.show(ProofForge.good()), is("good"));
        assertThat(
                behind.show(ProofForge.good().claim("jti", "2").claim("htu", "http://10.0.0.7:8080/api/p")),
                is("INVALID_PROOF"));
        behind.uri("http://evil.example.com/api/p");
        assertThat(
                behind.show(ProofForge.good().claim("jti", "3").claim("htu", "http://evil.example.com/api/p")),
                is("INVALID_PROOF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a@b/api/p", "http://h:123456/api/p", "/api/p"})
    void requestWithoutAUsableUri_isTheCallersFault(String uri) {
        DpopFixture here = DpopFixture.with(settings -> settings).uri(uri);
        assertThat(here.show(ProofForge.good()), is("INVALID_PROOF"));
    }

    @Test
    void brokenPublicUri_refuses() {
        String proof = ProofForge.good().token();
        DpopFixture none = DpopFixture.with(settings -> settings.publicUri(uri -> null));
        assertThrows(NullPointerException.class, () -> none.lines(proof));
        DpopFixture relative = DpopFixture.with(settings -> settings.publicUri(uri -> URI.create("/api/p")));
        assertThrows(IllegalStateException.class, () -> relative.lines(proof));
    }

    @ParameterizedTest
    @CsvSource({"-3600, no", "-61, no", "-60, no", "-59, good", "-10, good", "0, good", "5, good", "6, no", "3600, no"})
    @DisplayName("R9449-4.3-11a R9449-4.3-11b R9449-11.1-a a proof is good for a minute")
    void proof_isGoodForOneMinute(int seconds, String expected) {
        String outcome = server.show(ProofForge.good().claim("iat", TokenForge.SECOND + seconds));
        assertThat(outcome, is(expected.equals("good") ? "good" : "INVALID_PROOF"));
    }

    @Test
    @DisplayName("R9449-4.3-11b the window can be another one")
    void window_canBeSet() {
        DpopFixture wide = DpopFixture.with(
                settings -> settings.maxAge(Duration.ofMinutes(5)).clockSkew(Duration.ofSeconds(10)));

        assertThat(wide.show(ProofForge.good().claim("iat", TokenForge.SECOND - 299)), is("good"));
        assertThat(wide.show(ProofForge.good().claim("jti", "2").claim("iat", TokenForge.SECOND + 10)), is("good"));
        assertThat(wide.show(ProofForge.good().claim("iat", TokenForge.SECOND - 300)), is("INVALID_PROOF"));
    }

    @Test
    void absurdDates_areRefused() {
        for (Object date : new Object[] {-1, 253_402_300_800L, 1e300, Long.MAX_VALUE, 0}) {
            assertThat(server.show(ProofForge.good().claim("iat", date)), is("INVALID_PROOF"));
        }
    }

    @Test
    @DisplayName("R9449-4.3-11c exp and nbf count if they are there")
    void furtherTimes_count() {
        assertThat(server.show(ProofForge.good().claim("exp", TokenForge.SECOND - 5)), is("INVALID_PROOF"));
        assertThat(server.show(ProofForge.good().claim("exp", "soon")), is("INVALID_PROOF"));
        assertThat(server.show(ProofForge.good().claim("nbf", TokenForge.SECOND + 3600)), is("INVALID_PROOF"));
        TokenForge both = ProofForge.good().claim("exp", TokenForge.SECOND + 1).claim("nbf", TokenForge.SECOND);
        assertThat(server.show(both), is("good"));
    }

    @Test
    @DisplayName("R9449-4.3-12a the hash is that of the token that came, in unpadded base64url")
    void hashOfAnotherToken_isRefused() {
        String hash = ProofForge.hash(ProofForge.TOKEN);
        for (String ath : new String[] {
            ProofForge.hash("another"), hash + "=", ProofForge.TOKEN, hash.substring(1), ProofForge.hash("")
        }) {
            assertThat(server.show(ProofForge.good().claim("ath", ath)), is("INVALID_PROOF"));
        }
        assertThat(server.token("another").show(ProofForge.good()), is("INVALID_PROOF"));
        assertThat(server.show(ProofForge.good().claim("ath", ProofForge.hash("another"))), is("good"));
    }
}
