package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.LoopbackServer;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** A validator whose issuer is over there, and somebody who wants other keys, or other servers, to be asked. */
@Timeout(90)
class HostileIssuerTest {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private final LoopbackServer server = LoopbackServer.http();
    private final LoopbackServer evil = LoopbackServer.http();
    private final MovedClock clock = new MovedClock();
    private final CapturedLog log = new CapturedLog(server.address());
    private final JwtValidator validator = JwtValidator.builder()
            .issuer(server.address())
            .audience(TokenForge.AUDIENCE)
            .clock(clock)
            .keys(RemoteKeySource.builder()
                    .issuer(server.address())
                    .insecureLoopbackHttp()
                    .clock(clock)
                    .timeout(Duration.ofSeconds(30))
                    .build())
            .build();
    private final TokenForge good = TokenForge.good().claim("iss", server.address());
    private final TokenForge forged = good.signedBy(Keys.OTHER_RSA);

    @AfterEach
    void stop() {
        log.close();
        server.close();
        evil.close();
    }

    private void metadata(String members) {
        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\"," + members + "}");
    }

    private void publish() {
        metadata("\"jwks_uri\":\"" + server.uri("/keys") + "\"");
        server.json("/keys", PublishedKeys.json(PublishedKeys.rsa("k1", Keys.RSA)));
        evil.json(OAUTH, "{\"issuer\":\"" + evil.address() + "\",\"jwks_uri\":\"" + evil.uri("/keys") + "\"}");
        evil.json("/keys", PublishedKeys.json(PublishedKeys.rsa("k1", Keys.OTHER_RSA)));
    }

    private Verdict show(TokenForge forge) {
        return validator.validate(PresentedToken.bearer(forge.token()));
    }

    /** Rejected, or not found out, because a key may be looked for only once in a while. */
    private void assertNotAccepted(TokenForge forge) {
        try {
            assertThat(show(forge) instanceof Verdict.Accepted, is(false));
        } catch (ValidationUnavailableException e) {
            assertThat(e.getMessage(), is("a key could not be looked for"));
        }
    }

    @Test
    @DisplayName("R8414-des-b: the issuer that a token names is asked nothing, neither before nor after good tokens")
    void issuerOfATokenIsNotAsked() {
        publish();
        assertThat(show(forged.claim("iss", evil.address())), is(Verdict.notMine()));
        assertThat(server.requests(), is(empty()));
        assertThat(show(good), instanceOf(Verdict.Accepted.class));
        for (Object issuer : List.of(
                evil.address(),
                evil.address() + "/",
                server.address() + "@" + evil.address(),
                List.of(server.address(), evil.address()),
                Map.of("iss", evil.address()))) {
            assertThat(show(forged.claim("iss", issuer)) instanceof Verdict.Accepted, is(false));
        }
        assertThat(evil.requests(), is(empty()));
        assertThat(server.requests(), contains(OAUTH, "/keys"));
    }

    @ParameterizedTest
    @DisplayName("R8414-des-b RJOSE-8725-3.10-b: no address in a header or a claim is asked")
    @ValueSource(strings = {"jku", "x5u", "kid", "jwks_uri", "iss", "url"})
    void addressesInTokensAreNotAsked(String name) {
        publish();
        String address = evil.uri("/keys").toString();

        assertNotAccepted(forged.header(name, address));
        assertNotAccepted(forged.header(name, address).header("kid", "k9"));
        assertNotAccepted(forged.claim(name, address));
        assertThat(evil.requests(), is(empty()));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.2-a: metadata and keys that are somewhere else are not fetched from there")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsLeadNowhere(int status) {
        publish();
        server.on(
                OAUTH,
                LoopbackServer.status(status, "", "Location", evil.uri(OAUTH).toString()));
        assertThrows(ValidationUnavailableException.class, () -> show(good));
        clock.move(Duration.ofSeconds(2));
        metadata("\"jwks_uri\":\"" + server.uri("/keys") + "\"");
        server.on(
                "/keys",
                LoopbackServer.status(status, "", "Location", evil.uri("/keys").toString()));

        assertThrows(ValidationUnavailableException.class, () -> show(good));
        assertThat(evil.requests(), is(empty()));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.3-a R8414-3.2-a: metadata that two could read in two ways is not used")
    @ValueSource(
            strings = {
                "{\"issuer\":\"%1$s\",\"issuer\":\"%2$s\",\"jwks_uri\":\"%2$s/keys\"}",
                "{\"issuer\":\"%2$s\",\"issuer\":\"%1$s\",\"jwks_uri\":\"%2$s/keys\"}",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"jwks_uri\":\"%2$s/keys\"}",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"%1$s/keys\",\"jwks_\\u0075ri\":\"%2$s/keys\"}",
                "[{\"issuer\":\"%1$s\",\"jwks_uri\":\"%2$s/keys\"}]",
                "{\"issuer\":[\"%1$s\"],\"jwks_uri\":\"%2$s/keys\"}",
                "{\"issuer\":\"%2$s\",\"jwks_uri\":\"%2$s/keys\"}",
                "{\"jwks_uri\":\"%2$s/keys\"}",
                "{\"issuer\":\"%1$s\"}",
                "{\"issuer\":\"%1$s\",\"jwks\":{\"keys\":[]}}",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":null}",
                "{\"issuer\":\"%1$s\",\"jwks_uri\":\"\"}",
            })
    void ambiguousMetadataIsNotUsed(String format) {
        publish();
        server.json(OAUTH, String.format(format, server.address(), evil.address()));

        assertThrows(ValidationUnavailableException.class, () -> show(forged));
        assertThat(evil.requests(), is(empty()));
        assertThat(server.hits("/keys"), is(0));
        // an operator must read who it says that it is, and no more of it
        assertThat(
                log.lines().toString().replace("names another issuer: \"" + evil.address() + "\"", ""),
                not(containsString(evil.address())));
    }

    @ParameterizedTest
    @DisplayName("R8414-2-b: keys are fetched from an address without tricks, or not at all")
    @ValueSource(
            strings = {
                "%3$s@%2$s/keys",
                "http://user:password@%2$s/keys",
                "http://%2$s/keys#fragment",
                "http://%2$s\\\\@%1$s/keys",
                "http://0x7f.0.0.1/keys",
                "http://2130706433/keys",
                "http://127.1/keys",
                "http://[::ffff:127.0.0.1]/keys",
                "http://localhost.example.com/keys",
                "http://attacker.example.com/keys",
                "jar:http://%2$s/keys!/",
                "file:///etc/passwd",
                "//%2$s/keys",
                "http:%2$s/keys",
                "data:application/json,{}",
            })
    void trickyAddressesOfKeys(String format) {
        publish();
        String there = evil.address().substring("http://".length());
        String here = server.address().substring("http://".length());
        metadata("\"jwks_uri\":\"" + String.format(format, here, there, server.address()) + "\"");

        assertThrows(ValidationUnavailableException.class, () -> show(forged));
        assertThat(evil.requests(), is(empty()));
    }

    @Test
    @DisplayName("R8414-2-b RJOSE-7517-fetch: keys may be on another host, as those of large providers are")
    void keysMayBeElsewhere() {
        publish();
        metadata("\"jwks_uri\":\"" + evil.uri("/keys") + "\"");

        assertThat(show(forged), instanceOf(Verdict.Accepted.class));
        assertThat(show(good), instanceOf(Verdict.Rejected.class));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.2-a RJOSE-7517-fetch: a key set that two could read in two ways is not used")
    @ValueSource(
            strings = {
                "{\"keys\":[%1$s],\"keys\":[%2$s]}",
                "{\"keys\":[%1$s],\"k\\u0065ys\":[%2$s]}",
                "{\"keys\":{\"0\":%2$s}}",
                "{\"keys\":\"%2$s\"}",
                "[%2$s]",
                "%2$s",
                "{\"keys\":[%2$s]}x",
                "\uFEFF{\"keys\":[%2$s]}",
            })
    void ambiguousKeySetIsNotUsed(String format) {
        publish();
        String first = jwk(PublishedKeys.rsa("k1", Keys.RSA));
        String second = jwk(PublishedKeys.rsa("k1", Keys.OTHER_RSA));
        server.json("/keys", String.format(format, first, second));

        assertThrows(ValidationUnavailableException.class, () -> show(forged));
        assertThrows(ValidationUnavailableException.class, () -> show(good));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7517-5-a RJOSE-7517-4.2-a: a key of a strange shape is no key, and hides none")
    @ValueSource(
            strings = {
                "kty=oct", "kty=[RSA]", "kty=rsa", "use=enc", "use=SIG", "use=[sig]", "alg=HS256", "alg=none", "alg=",
                "alg=RS256 ", "n=", "n=AQAB", "e=AQ", "e=AAAA", "kid=[k1]", "key_ops=verify", "key_ops=[sign]", "d=AAAA"
            })
    void strangeKeysAreNone(String change) {
        publish();
        String[] member = change.split("=", 2);
        Object value = member[1].startsWith("[") ? List.of(member[1].substring(1, member[1].length() - 1)) : member[1];
        Map<String, Object> strange = new HashMap<>(PublishedKeys.rsa("k1", Keys.OTHER_RSA));
        strange.put(member[0], value);
        server.json("/keys", PublishedKeys.json(strange, PublishedKeys.rsa("k1", Keys.RSA)));

        assertThat(show(forged), instanceOf(Verdict.Rejected.class));
        assertThat(show(good), instanceOf(Verdict.Accepted.class));
    }

    private static String jwk(Map<String, Object> jwk) {
        return com.nimbusds.jose.util.JSONObjectUtils.toJSONString(jwk);
    }
}
