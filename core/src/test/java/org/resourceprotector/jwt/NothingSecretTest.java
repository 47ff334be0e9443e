package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.JwtSignatures;
import org.resourceprotector.signature.KeySelector;
import org.resourceprotector.token.PresentedToken;

/** Tokens, secrets and claims are in no text that somebody could log. */
class NothingSecretTest {

    private static final String SECRET = "the-secret-itself-of-sixty-four-bytes-as-long-as-HS512-wants-it!";

    private final TokenForge good = TokenForge.good().claim("sub", "subject-of-the-token");

    private static void assertSilent(String text, List<String> secrets) {
        for (String secret : secrets) {
            assertThat(text, not(containsString(secret)));
        }
    }

    @Test
    void noTypeShowsWhatItHolds() throws Exception {
        String token = good.macced("HS512", SECRET.getBytes(UTF_8));
        JwtValidator.Builder builder = JwtValidator.builder().acceptSymmetricKey(SECRET.getBytes(UTF_8), "HS512");
        JwtFixture bench = JwtFixture.with(builder);
        Jws jws = Jws.parse(token);
        List<VerificationKey> symmetric = List.of(
                new VerificationKey(null, new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA512"), Set.of("HS512")));
        KeySelector signers = new KeySelector(bench.keys, symmetric, null, null, Clock.systemUTC());
        UnverifiedToken unverified = UnverifiedToken.of(token, List.of());
        List<Object> all = new ArrayList<>(List.of(
                builder,
                bench.validator,
                bench.accepted(token),
                bench.show(token),
                bench.show(token + "x"),
                bench.show(good.signedBy(Keys.OTHER_RSA).token()),
                PresentedToken.bearer(token),
                unverified,
                bench.validator.checks().check(unverified),
                jws,
                new Claims(jws.claims()),
                TokenDigest.of(token),
                symmetric,
                signers.trusted(),
                signers,
                signers.signer(jws, Duration.ZERO),
                bench.keys.keys(),
                JwtSignatures.of(TokenForge.ISSUER, bench.keys, Clock.systemUTC())));
        String modulus = ((RSAPublicKey) Keys.RSA.getPublic()).getModulus().toString();
        for (Object object : all) {
            assertThat(object.toString(), not(emptyString()));
            assertSilent(
                    object.toString(),
                    List.of(token, TokenForge.parts(token).get(2), SECRET, "subject-of-the-token", modulus));
        }
    }

    @Test
    void noExceptionRepeatsWhatItIsAbout() {
        List<String> secrets = List.of(SECRET, "subject-of-the-token");
        for (String json : List.of(
                "{\"x\":\"" + SECRET + "\",\"x\":1}",
                "{\"" + SECRET + "\"",
                "{\"x\":" + SECRET + "}",
                SECRET,
                "[]" + SECRET)) {
            MalformedJsonException e = assertThrows(
                    MalformedJsonException.class, () -> StrictJson.object(json, new StrictJson.Limits(1000, 8)));
            assertSilent(e.toString(), secrets);
            assertThat(e.getCause() == null, is(true));
        }
        for (String set : List.of(
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"" + SECRET + "\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"" + SECRET + "\",\"e\":\"AQAB\",\"d\":\"" + SECRET + "\"}]}",
                "{\"keys\":\"" + SECRET + "\"}",
                SECRET)) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> KeySource.jwkSet(set));
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertSilent(cause.toString(), secrets);
            }
        }
        IllegalArgumentException tooShort = assertThrows(
                IllegalArgumentException.class,
                () -> JwtValidator.builder().acceptSymmetricKey("short-secret".getBytes(UTF_8), "HS512"));
        assertSilent(tooShort.getMessage(), List.of("short-secret"));
    }

    @Test
    @DisplayName("R9068-6-a: a validator writes nothing to the log, whatever token comes")
    void nothingIsLogged() {
        List<String> lines = new ArrayList<>();
        Thread here = Thread.currentThread();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (Thread.currentThread().equals(here)) {
                    lines.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("org.resourceprotector");
        Level before = logger.getLevel();
        handler.setLevel(Level.ALL);
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try {
            JwtFixture bench = JwtFixture.strict();
            bench.accepted(good);
            for (TokenForge bad : List.of(
                    good.without("exp"),
                    good.claim("aud", "x"),
                    good.header("kid", "k2"),
                    good.header("alg", "none"),
                    good.signedBy(Keys.OTHER_RSA))) {
                bench.show(bad.token());
            }
            bench.show("opaque");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
        assertThat(lines, is(empty()));
    }
}
