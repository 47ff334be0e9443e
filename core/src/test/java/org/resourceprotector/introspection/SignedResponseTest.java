package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.HeldClient;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.keys.TimedKeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Answers that the server signs. */
class SignedResponseTest {

    private static final String TYPE = "token-introspection+jwt";
    private static final String SIGNED = "application/" + TYPE;
    private static final RSAKey KEY = key("k1", Keys.RSA);
    private static final KeySource KEYS = KeySource.jwkSet(new JWKSet(KEY).toString());

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final IntrospectionFixture desk = desk(KEYS);

    private static RSAKey key(String id, KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey((RSAPrivateKey) pair.getPrivate())
                .keyID(id)
                .build();
    }

    private static IntrospectionFixture desk(KeySource keys, String... algorithms) {
        return IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER)
                .circuitBreaker(1_000, Duration.ofSeconds(1))
                .requireSignedResponses()
                .keys(keys)
                .algorithms(algorithms.length == 0 ? new String[] {"RS256", "PS256", "ES256"} : algorithms));
    }

    @BeforeEach
    void goodAnswer() {
        header.put("typ", TYPE);
        members.put("active", true);
        members.put("sub", "alice");
        members.put("aud", IntrospectionFixture.AUDIENCE);
        members.put("scope", "profile");
        claims.put("iss", IntrospectionFixture.ISSUER);
        claims.put("aud", "rs");
        claims.put("iat", desk.now());
        claims.put("token_introspection", members);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String signed() {
        return signed(KEY, JWSAlgorithm.RS256);
    }

    private String signed(RSAKey key, JWSAlgorithm algorithm) {
        try {
            return signed(new RSASSASigner(key), algorithm);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWSSigner signer, JWSAlgorithm algorithm) {
        try {
            JWSHeader.Builder head = new JWSHeader.Builder(algorithm).keyID("k1");
            if (header.get("typ") instanceof String typ) {
                head.type(new JOSEObjectType(typ));
            }
            if (header.get("crit") instanceof String name) {
                head.criticalParams(Set.of(name)).customParam(name, "x");
            }
            JWSObject jws = new JWSObject(head.build(), new Payload(claims));
            jws.sign(signer);
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(String jwt) {
        desk.server.answering(Reply.of(200, SIGNED, jwt));
    }

    @Test
    @DisplayName("R9701-4-a a signed answer is asked for, and its members are those of the token")
    void aSignedAnswer() {
        answer(signed());

        IntrospectedToken token = desk.accepted("abc");

        assertThat(desk.server.last().header("accept"), is(SIGNED));
        assertThat(token.getName(), is("alice"));
        assertThat(token.scopes(), containsInAnyOrder("profile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/token-introspection+jwt", "TOKEN-INTROSPECTION+JWT"})
    @DisplayName("R9701-5-a the type is a media type: its case, and application/, do not matter")
    void spellingsOfTheType(String type) {
        header.put("typ", type);
        answer(signed());

        desk.accepted("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "token-introspection", "", "none"})
    @DisplayName("R9701-5-a an answer of another type, or of none, is refused")
    void otherTypes(String type) {
        header.put("typ", type.equals("none") ? Optional.empty() : type);
        answer(signed());

        desk.unavailable("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/jwt", "text/plain"})
    @DisplayName("R9701-5-a a signed answer under another media type is refused")
    void otherMediaTypes(String type) {
        desk.server.answering(Reply.of(200, type, signed()));

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-f FAPI2MS-5.5-a no plain answer where a signed one is demanded")
    void noDowngrade() {
        desk.server.json(FakeServer.ACTIVE);
        desk.unavailable("abc");
        desk.server.answering(Reply.of(200, SIGNED, FakeServer.ACTIVE));
        desk.unavailable("abc");
        desk.server.json("{\"active\":false}");
        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-f no signed answer where a plain one was asked for")
    void noUpgrade() {
        try (IntrospectionFixture plain = IntrospectionFixture.plain()) {
            plain.server.answering(Reply.of(200, SIGNED, signed()));
            plain.unavailable("abc");
            plain.server.json(signed());
            plain.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R9701-5-b the issuer is the one that was told")
    void issuer() {
        claims.put("iss", "https://as2.example.com");
        answer(signed());
        desk.unavailable("abc");
        claims.remove("iss");
        answer(signed());
        desk.unavailable("abc");
        claims.put("iss", 7);
        answer(signed());
        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-b the answer is made for this resource server")
    void audience() {
        claims.put("aud", "other");
        answer(signed());
        desk.unavailable("abc");
        claims.put("aud", List.of());
        answer(signed());
        desk.unavailable("abc");
        claims.remove("aud");
        answer(signed());
        desk.unavailable("abc");
        claims.put("aud", List.of("other", "rs"));
        answer(signed());
        desk.accepted("abc");
        claims.put("aud", IntrospectionFixture.AUDIENCE);
        answer(signed());
        desk.accepted("abc");
    }

    @Test
    @DisplayName("R9701-5-b the answer was made just now")
    void issuedAt() {
        for (long good : new long[] {30, -90}) {
            claims.put("iat", desk.now() + good);
            answer(signed());
            desk.accepted("abc");
        }
        for (Object bad : new Object[] {desk.now() + 31, desk.now() - 91, "now", -1}) {
            claims.put("iat", bad);
            answer(signed());
            desk.unavailable("abc");
        }
        claims.remove("iat");
        answer(signed());
        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-c what stands beside token_introspection tells nothing of the token")
    void membersOutside() {
        members.put("active", false);
        claims.put("active", true);
        answer(signed());
        desk.rejected(Reason.REVOKED, "abc");

        claims.remove("token_introspection");
        claims.putAll(Map.of("sub", "alice", "scope", "profile"));
        answer(signed());
        desk.unavailable("abc");

        claims.put("token_introspection", List.of(members));
        answer(signed());
        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-d an answer that somebody changed is refused")
    void alteredPayload() {
        String[] parts = signed().split("\\.", -1);
        claims.put("sub", "mallory");
        String other = new Payload(claims).toBase64URL().toString();
        answer(parts[0] + "." + other + "." + parts[2]);

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-d an answer that nobody signed is refused")
    void unsigned() {
        String none = base64("{\"alg\":\"none\",\"typ\":\"" + TYPE + "\"}");
        answer(none + "." + new Payload(claims).toBase64URL() + ".");

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-d an answer that was authenticated with the public key as a secret is refused")
    void publicKeyAsSecret() throws Exception {
        answer(signed(new MACSigner(KEY.toRSAPublicKey().getEncoded()), JWSAlgorithm.HS256));

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-d an answer that somebody else signed under the issuer's key identifier is refused")
    void somebodyElsesKey() {
        answer(signed(key("k1", Keys.OTHER_RSA), JWSAlgorithm.RS256));

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-d RJOSE-8725-3.8-a a key that says another issuer signs no answer of this one")
    void keyOfAnotherIssuer() {
        for (String issuer : List.of("https://as2.example.com", IntrospectionFixture.ISSUER)) {
            String named = new JWKSet(KEY).toString().replace("\"kid\"", "\"issuer\":\"" + issuer + "\",\"kid\"");
            try (IntrospectionFixture strict = desk(KeySource.jwkSet(named))) {
                strict.server.answering(Reply.of(200, SIGNED, signed()));
                if (issuer.equals(IntrospectionFixture.ISSUER)) {
                    strict.accepted("abc");
                } else {
                    strict.unavailable("abc");
                }
            }
        }
    }

    @Test
    @DisplayName("R9701-5-d only the algorithms that were allowed")
    void algorithms() {
        try (IntrospectionFixture strict = desk(KEYS, "PS256")) {
            strict.server.answering(Reply.of(200, SIGNED, signed(KEY, JWSAlgorithm.RS256)));
            strict.unavailable("abc");
            strict.server.answering(Reply.of(200, SIGNED, signed(KEY, JWSAlgorithm.PS256)));
            strict.accepted("abc");
        }
    }

    @Test
    @DisplayName("R9701-5-d a header that must be understood, and is not, is refused")
    void criticalHeaders() {
        header.put("crit", "x");
        answer(signed());

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-5-e an encrypted answer is refused, whatever is in it")
    void encrypted() throws Exception {
        for (String inside : List.of(signed(), FakeServer.ACTIVE)) {
            JWEObject jwe = new JWEObject(
                    new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                            .type(new JOSEObjectType(TYPE))
                            .contentType("JWT")
                            .build(),
                    new Payload(inside));
            jwe.encrypt(new RSAEncrypter(KEY.toRSAPublicKey()));
            answer(jwe.serialize());

            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R9701-5-g what is inside follows the rules of RFC 7662; no exp outside is fine")
    void whatIsInside() {
        members.put("exp", desk.now() - 60);
        answer(signed());
        desk.rejected(Reason.EXPIRED, "abc");
        members.put("exp", desk.now() + 60);
        members.put("aud", "other");
        answer(signed());
        desk.rejected(Reason.WRONG_AUDIENCE, "abc");
        members.put("aud", IntrospectionFixture.AUDIENCE);
        members.put("iss", "https://as2.example.com");
        answer(signed());
        desk.rejected(Reason.WRONG_ISSUER, "abc");
    }

    @Test
    void anAnswerThatIsItselfExpiredIsRefused() {
        claims.put("exp", desk.now() - 30);
        answer(signed());
        desk.unavailable("abc");
        claims.put("exp", desk.now() + 1);
        answer(signed());
        desk.accepted("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "{}"})
    void whatIsNoJwtIsRefused(String body) {
        answer(body);

        desk.unavailable("abc");
    }

    @Test
    @DisplayName("R9701-8.1-a a signed answer is no access token")
    void aSignedAnswerIsNoAccessToken() {
        claims.putAll(members);
        claims.put("client_id", "c");
        claims.put("jti", "id");
        claims.put("exp", desk.now() + 60);
        JwtValidator validator = JwtValidator.builder()
                .issuer(IntrospectionFixture.ISSUER)
                .audience(IntrospectionFixture.AUDIENCE)
                .keys(KEYS)
                .clock(desk.clock)
                .build();

        Verdict verdict = validator.validate(PresentedToken.bearer(signed()));

        assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.WRONG_TYPE));
    }

    /** A source that fails, or answers null. */
    private record BrokenKeys(Supplier<KeySet> supplier) implements KeySource {

        @Override
        public KeySet keys() {
            return supplier.get();
        }

        @Override
        public KeySet refreshFor(String keyId) {
            return supplier.get();
        }
    }

    @Test
    void missingKeys_areNoOutageOfTheServerThatAnswered() {
        AtomicBoolean areMissing = new AtomicBoolean();
        BrokenKeys keys = new BrokenKeys(() -> {
            if (areMissing.get()) {
                throw new ValidationUnavailableException("no keys", null, Duration.ofSeconds(7));
            }
            return KEYS.keys();
        });
        try (IntrospectionFixture stale =
                IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER)
                        .requireSignedResponses()
                        .keys(keys)
                        .cacheFor(Duration.ofSeconds(10))
                        .acceptStaleIfError(Duration.ofHours(1))
                        .circuitBreaker(1, Duration.ofMinutes(1)))) {
            stale.server.answering(Reply.of(200, SIGNED, signed()));
            stale.accepted("revoked");
            stale.clock.move(Duration.ofSeconds(10));
            members.put("active", false);
            stale.server.answering(Reply.of(200, SIGNED, signed()));
            areMissing.set(true);

            ValidationUnavailableException e = stale.unavailable("revoked");

            assertThat(e.retryAfter(), is(Optional.of(Duration.ofSeconds(7))));
            areMissing.set(false);
            stale.rejected(Reason.REVOKED, "revoked");
            assertThat(stale.server.calls(), is(3));
        }
    }

    @Test
    void keysMayTakeWhatTheCallLeftOfTheTimeout() {
        List<Duration> times = new ArrayList<>();
        try (IntrospectionFixture timed = desk(new TimedKeySource(KEYS, times))) {
            Duration spent = Duration.ofMillis(20);
            timed.server.answering(asked -> {
                long since = System.nanoTime();
                Await.until("some time is over", () -> System.nanoTime() - since > spent.toNanos());
                return Reply.of(200, SIGNED, signed());
            });

            timed.accepted("abc");

            assertThat(times, contains(lessThan(IntrospectionFixture.PATIENT.minus(spent))));
            assertThat(times, contains(greaterThan(Duration.ZERO)));
        }
    }

    @Test
    @Timeout(60)
    void keysThatHang_endWithTheTimeoutOfTheValidator() {
        HeldClient held = new HeldClient();
        RemoteKeySource patient = RemoteKeySource.builder()
                .jwksUri(URI.create("https://as1.example.com/keys"))
                .httpClient(held)
                .timeout(Duration.ofHours(1))
                .build();
        try (IntrospectionFixture hasty =
                IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER)
                        .requireSignedResponses()
                        .keys(patient)
                        .timeout(Duration.ofSeconds(1)))) {
            hasty.server.answering(Reply.of(200, SIGNED, signed()));

            hasty.unavailable("abc");
        } finally {
            for (int i = 0; i < held.requests().size(); i++) {
                held.fail(i);
            }
        }
    }

    @Test
    void brokenKeys_letNobodyIn() {
        for (Supplier<KeySet> broken : List.<Supplier<KeySet>>of(() -> null, () -> {
            throw new IllegalStateException("a-secret");
        })) {
            try (IntrospectionFixture with = desk(new BrokenKeys(broken));
                    OperatorsLog log = new OperatorsLog(with)) {
                with.server.answering(Reply.of(200, SIGNED, signed()));
                with.unavailable("abc");
                assertThat(log.hasNoThrowable(), is(true));
                assertThat(log.lines().toString(), not(containsString("a-secret")));
            }
        }
    }

    @Test
    @DisplayName("R7662-2.3-a the operator reads what is wrong with a signed answer")
    void theOperatorReadsTheCause() {
        try (OperatorsLog log = new OperatorsLog(desk)) {
            claims.put("aud", "other");
            answer(signed());
            desk.unavailable("abc");

            assertThat(
                    log.lines(),
                    hasItem("WARNING a signed answer: the claim aud is missing or names another resource server"));

            header.put("typ", "at+jwt");
            answer(signed());
            desk.unavailable("abc");

            assertThat(log.lines(), hasItem("WARNING a signed answer: typ is \"at+jwt\", and not " + TYPE));

            desk.server.json(FakeServer.ACTIVE);
            desk.unavailable("abc");

            assertThat(
                    log.lines(),
                    hasItem("WARNING an answer that does not call itself " + SIGNED
                            + " but \"application/json\"; the server must be told to sign for this client"));
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
