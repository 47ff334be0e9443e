package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.LogLines;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.RsaKeys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.signature.JwtSignatures;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** Tokens that were signed, and then encrypted for this resource server. */
class EncryptedTokenTest {

    private static final RSAKey RSA = rsa("d1", "RSA-OAEP-256", RsaKeys.pair(2048, 4));
    private static final RSAKey OTHER_RSA = rsa("d1", "RSA-OAEP-256", RsaKeys.pair(2048, 5));
    private static final ECKey EC = ec("d2", "ECDH-ES+A256KW", Curve.P_256);

    private static RSAKey rsa(String id, String algorithm, KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey((RSAPrivateKey) pair.getPrivate())
                .keyID(id)
                .algorithm(JWEAlgorithm.parse(algorithm))
                .keyUse(KeyUse.ENCRYPTION)
                .build();
    }

    private static ECKey ec(String id, String algorithm, Curve curve) {
        try {
            return new ECKeyGenerator(curve)
                    .keyID(id)
                    .algorithm(JWEAlgorithm.parse(algorithm))
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DecryptionKeys keys(JWK... keys) {
        return DecryptionKeys.jwkSet(new JWKSet(List.of(keys)).toString(false));
    }

    private static JwtFixture bench() {
        return JwtFixture.with(JwtValidator.builder().decryptionKeys(keys(RSA, EC)));
    }

    private static JWEHeader.Builder header(JWK key, EncryptionMethod method) {
        return new JWEHeader.Builder(JWEAlgorithm.parse(key.getAlgorithm().getName()), method)
                .keyID(key.getKeyID())
                .contentType("JWT");
    }

    private static String encrypted(JWEHeader header, JWK key, String content) {
        try {
            JWEObject jwe = new JWEObject(header, new Payload(content));
            jwe.encrypt(key instanceof RSAKey rsa ? new RSAEncrypter(rsa) : new ECDHEncrypter((ECKey) key));
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encrypted(String content) {
        return encrypted(header(RSA, EncryptionMethod.A256GCM).build(), RSA, content);
    }

    @ParameterizedTest
    @DisplayName("R9068-4-b")
    @CsvSource({
        "RSA-OAEP-256, A128GCM",
        "RSA-OAEP, A256GCM",
        "ECDH-ES, A128CBC-HS256",
        "ECDH-ES+A128KW, A192GCM",
        "ECDH-ES+A192KW, A192CBC-HS384",
        "ECDH-ES+A256KW, A256CBC-HS512"
    })
    void encryptedTokenIsOpenedAndAccepted(String algorithm, String method) {
        JWK key = algorithm.startsWith("RSA")
                ? rsa("d", algorithm, RsaKeys.pair(2048, 6))
                : ec("d", algorithm, Curve.P_384);
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().decryptionKeys(keys(RSA, EC, key)));
        String token = encrypted(
                header(key, EncryptionMethod.parse(method)).build(),
                key,
                TokenForge.good().token());
        assertThat(bench.accepted(token).subject(), is("user-1"));
    }

    @Test
    @DisplayName("R9068-4-b")
    void tokenEncryptedForSomebodyElseIsNobodys() {
        String token = encrypted(
                header(OTHER_RSA, EncryptionMethod.A256GCM).build(),
                OTHER_RSA,
                TokenForge.good().token());
        bench().notMine(token);
    }

    @Test
    @DisplayName("R9068-4-b RJOSE-8725-3.3-b")
    void encryptedTokenIsNobodysWhereNoEncryptionWasAgreed() {
        JwtFixture.strict().notMine(encrypted(TokenForge.good().token()));
    }

    @Test
    @DisplayName("R9068-4-c")
    void unencryptedTokenIsRefusedWhereEncryptionWasAgreed() {
        bench().rejected(Reason.WRONG_ALGORITHM, TokenForge.good());
    }

    @Test
    @DisplayName("R9068-4-c")
    void unencryptedTokenIsAcceptedBehindAValidatorForThose() {
        TokenValidator both =
                TokenValidator.chain(issuer(TokenForge.ISSUER, null), issuer(TokenForge.ISSUER, keys(RSA)));
        for (String token :
                List.of(TokenForge.good().token(), encrypted(TokenForge.good().token()))) {
            assertThat(both.validate(PresentedToken.bearer(token)), is(instanceOf(Verdict.Accepted.class)));
        }
    }

    @Test
    void unencryptedTokenOfAnotherIssuerIsNotMine() {
        bench().notMine(TokenForge.good()
                .claim("iss", "https://as2.example.com")
                .token());
    }

    private static JwtValidator issuer(String issuer, DecryptionKeys keys) {
        JwtValidator.Builder builder = JwtValidator.builder()
                .issuer(issuer)
                .audience(TokenForge.AUDIENCE)
                .keys(FakeKeySource.published())
                .clock(new MovedClock());
        return (keys == null ? builder : builder.decryptionKeys(keys)).build();
    }

    @Test
    void encryptedTokensOfSeveralIssuers_areToldApartByWhatIsInside() {
        String second = "https://as2.example.com";
        String plain = "https://as3.example.com";
        DecryptionKeys shared = keys(RSA);
        JwtIssuers issuers =
                JwtIssuers.of(issuer(TokenForge.ISSUER, shared), issuer(second, keys(RSA, EC)), issuer(plain, null));
        TokenForge good = TokenForge.good();

        for (String issuer : List.of(TokenForge.ISSUER, second)) {
            TokenForge token = good.claim("iss", issuer);
            assertThat(verdict(issuers, encrypted(token.token())), instanceOf(Verdict.Accepted.class));
            assertThat(reason(verdict(issuers, token.token())), is(Reason.WRONG_ALGORITHM));
        }
        String ofPlain = good.claim("iss", plain).token();
        assertThat(verdict(issuers, ofPlain), instanceOf(Verdict.Accepted.class));
        assertThat(reason(verdict(issuers, encrypted(ofPlain))), is(Reason.WRONG_ALGORITHM));
        String forEc = encrypted(header(EC, EncryptionMethod.A256GCM).build(), EC, good.token());
        assertThat(reason(verdict(issuers, forEc)), is(Reason.WRONG_ALGORITHM));
        assertThat(
                verdict(
                        issuers,
                        encrypted(good.claim("iss", "https://evil.example").token())),
                is(Verdict.notMine()));
    }

    @Test
    void keysForEncryptedTokensOfManyIssuers_areFew() {
        JwtIssuers issuers = JwtIssuers.of(issuer("https://as0.example.com", keys(RSA)));
        for (int i = 1; i < JwtIssuers.MAX_DECRYPTION_KEYS; i++) {
            issuers.add(issuer("https://as" + i + ".example.com", keys(RSA)));
        }
        issuers.add(issuer("https://as1.example.com", keys(EC))); // in the place of one
        JwtValidator more = issuer("https://more.example.com", keys(RSA));
        assertThrows(IllegalArgumentException.class, () -> issuers.add(more));
        issuers.remove("https://as1.example.com");
        issuers.add(more);
    }

    @Test
    void validatorsSideBySideWithManyKeys_areAskedOneAfterTheOther() {
        JwtValidator[] validators = new JwtValidator[JwtIssuers.MAX_DECRYPTION_KEYS + 1];
        for (int i = 0; i < validators.length; i++) {
            validators[i] = issuer("https://as" + i + ".example.com", keys(RSA));
        }
        for (int count = validators.length - 1; count <= validators.length; count++) {
            TokenValidator chain = TokenValidator.chain(Arrays.copyOf(validators, count));
            boolean areOne = count < validators.length;
            assertThat(chain.status().size(), is(areOne ? 1 : count));
            for (int i = 0; i < count; i++) {
                String inside = TokenForge.good()
                        .claim("iss", "https://as" + i + ".example.com")
                        .token();
                assertThat(
                        chain.validate(PresentedToken.bearer(encrypted(inside))), instanceOf(Verdict.Accepted.class));
            }
        }
    }

    @Test
    void keysOfAnIssuerThatLeft_openNothing() {
        DecryptionKeys own = keys(RSA);
        JwtIssuers issuers = JwtIssuers.of(issuer(TokenForge.ISSUER, null), issuer("https://as2.example.com", own));
        String token = encrypted(TokenForge.good().token());
        assertThat(reason(verdict(issuers, token)), is(Reason.WRONG_ALGORITHM));

        issuers.remove("https://as2.example.com");
        assertThat(verdict(issuers, token), is(Verdict.notMine()));
        issuers.add(issuer(TokenForge.ISSUER, own));
        assertThat(verdict(issuers, token), instanceOf(Verdict.Accepted.class));
        issuers.add(issuer(TokenForge.ISSUER, null));
        assertThat(verdict(issuers, token), is(Verdict.notMine()));
    }

    /** As whose tokens they are is inside, only keys of issuers that were named open them. */
    @Test
    void resolvedIssuerWhoseKeysNoNamedOneHas_isNotUsed() {
        String shared = "https://shared.example.com";
        String alone = "https://alone.example.com";
        MovedClock clock = new MovedClock();
        JwtIssuers issuers = JwtIssuers.builder()
                .issuer(issuer(TokenForge.ISSUER, keys(RSA)))
                .clock(clock)
                .resolve(issuer -> Optional.of(issuer(issuer, issuer.equals(shared) ? keys(EC, RSA) : keys(EC))))
                .build();
        String ofShared = TokenForge.good().claim("iss", shared).token();
        String ofAlone = TokenForge.good().claim("iss", alone).token();

        try (LogLines log = new LogLines()) {
            assertThat(verdict(issuers, encrypted(ofShared)), instanceOf(Verdict.Accepted.class));
            assertThat(log.lines(), is(empty()));
            assertThat(verdict(issuers, ofAlone), is(Verdict.notMine()));
            assertThat(verdict(issuers, encrypted(ofAlone)), is(Verdict.notMine()));
            assertThat(
                    log.lines(),
                    contains(containsString("a validator with decryptionKeys(...) of which no named issuer has one")));
        }
        issuers.add(issuer("https://named.example.com", keys(EC)));
        clock.move(Duration.ofSeconds(10));
        String forEc = encrypted(header(EC, EncryptionMethod.A256GCM).build(), EC, ofAlone);
        assertThat(verdict(issuers, forEc), instanceOf(Verdict.Accepted.class));
    }

    @Test
    void resolvedIssuerWhoseKeysTheLastNamedOneTakesAlong_leaves() {
        String named = "https://named.example.com";
        MovedClock clock = new MovedClock();
        JwtIssuers issuers = JwtIssuers.builder()
                .issuer(issuer(named, keys(RSA)))
                .clock(clock)
                .resolve(issuer -> Optional.of(issuer(issuer, issuer.endsWith("/plain") ? null : keys(RSA))))
                .build();
        String plain =
                TokenForge.good().claim("iss", TokenForge.ISSUER + "/plain").token();
        String token = TokenForge.good().token();
        assertThat(verdict(issuers, plain), instanceOf(Verdict.Accepted.class));
        assertThat(verdict(issuers, encrypted(token)), instanceOf(Verdict.Accepted.class));

        try (LogLines log = new LogLines()) {
            issuers.add(issuer(named, keys(EC)));
            assertThat(issuers.issuers(), containsInAnyOrder(named, TokenForge.ISSUER + "/plain"));
            assertThat(verdict(issuers, token), is(Verdict.notMine()));
            assertThat(
                    log.lines(),
                    contains(containsString("a validator with decryptionKeys(...) of which no named issuer has one")));
        }
        issuers.add(issuer(named, keys(RSA)));
        clock.move(Duration.ofSeconds(10));
        assertThat(verdict(issuers, encrypted(token)), instanceOf(Verdict.Accepted.class));
    }

    @Test
    void whatAnOperatorIsTold_saysThatItWasEncrypted() {
        JwtValidator validator = bench().validator;
        JwtExplanation good = validator.explain(encrypted(TokenForge.good().token()));
        assertThat(good.accepted(), is(true));
        assertThat(
                good.checks().get(2), is(new JwtExplanation.Check("encryption", true, "encrypted", "encrypted", null)));

        JwtExplanation bad = validator.explain(TokenForge.good().token());
        assertThat(bad.accepted(), is(false));
        assertThat(bad.checks().get(2).found(), is("not encrypted"));
        assertThat(bad.checks().get(2).passed(), is(false));
    }

    private static Verdict verdict(JwtIssuers issuers, String token) {
        return issuers.validate(PresentedToken.bearer(token));
    }

    private static Reason reason(Verdict verdict) {
        return ((Verdict.Rejected) verdict).rejection().reason();
    }

    @Test
    void tokenInsideWasSeenBeforeAndIsRefusedOutsideAllTheSame() {
        JwtFixture bench = bench();
        String inside = TokenForge.good().token();
        bench.accepted(encrypted(inside));
        bench.rejected(Reason.WRONG_ALGORITHM, inside);
    }

    @Test
    void encryptedTokenThatWasSeenBeforeExpiresAllTheSame() {
        JwtFixture bench = bench();
        String token = encrypted(TokenForge.good().token());
        bench.accepted(token);
        bench.clock.move(Duration.ofSeconds(631));
        bench.rejected(Reason.EXPIRED, token);
    }

    @Test
    @DisplayName("RJOSE-8725-3.3-a")
    void decryptingIsNotVerifying() {
        JwtFixture bench = bench();
        TokenForge good = TokenForge.good();
        bench.rejected(
                Reason.BAD_SIGNATURE, encrypted(good.signedBy(Keys.OTHER_RSA).token()));
        bench.notMine(encrypted(good.payloadJson()));
        String payload = good.token().split("\\.", -1)[1];
        String none = TokenForge.base64("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes(UTF_8));
        bench.rejected(Reason.WRONG_ALGORITHM, encrypted(none + "." + payload + "."));
        bench.notMine(encrypted(encrypted(good.token())));
    }

    @Test
    @DisplayName("RJOSE-8725-3.6-a")
    void compressedContentIsRefusedBeforeItIsExpanded() {
        String bomb = "A".repeat(10_000_000);
        JWEHeader zipped = header(RSA, EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .build();
        String token = encrypted(zipped, RSA, bomb);
        assertThat(token.length() < 16 * 1024, is(true));
        bench().notMine(token);
        bench().notMine(encrypted(zipped, RSA, TokenForge.good().token()));
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-b")
    void keyOpensUnderItsOwnAlgorithmOnly() {
        JWEHeader other = new JWEHeader.Builder(JWEAlgorithm.parse("RSA-OAEP"), EncryptionMethod.A256GCM)
                .keyID("d1")
                .contentType("JWT")
                .build();
        bench().notMine(encrypted(other, RSA, TokenForge.good().token()));
    }

    @Test
    @DisplayName("RJOSE-bis-iter")
    void algorithmsOfPasswordsAndSharedSecretsAreNotTried() throws JOSEException {
        String rest = "." + TokenForge.base64(new byte[24]) + "." + TokenForge.base64(new byte[12]) + "."
                + TokenForge.base64(new byte[64]) + "." + TokenForge.base64(new byte[16]);
        for (String header : List.of(
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128GCM\",\"cty\":\"JWT\",\"p2c\":2147483647,\"p2s\":\"c2FsdHNhbHQ\"}",
                "{\"alg\":\"RSA1_5\",\"enc\":\"A128GCM\",\"cty\":\"JWT\",\"kid\":\"d1\"}",
                "{\"alg\":\"A128KW\",\"enc\":\"A128GCM\",\"cty\":\"JWT\"}")) {
            bench().notMine(TokenForge.base64(header.getBytes(UTF_8)) + rest);
        }
        JWEObject direct = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128GCM)
                        .contentType("JWT")
                        .build(),
                new Payload(TokenForge.good().token()));
        direct.encrypt(new DirectEncrypter(new byte[16]));
        bench().notMine(direct.serialize());
    }

    @Test
    void headerThatDoesNotSayThatAJwtIsInsideIsNobodys() {
        JWEHeader silent = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                .keyID("d1")
                .build();
        bench().notMine(encrypted(silent, RSA, TokenForge.good().token()));
    }

    @Test
    @DisplayName("RJOSE-7515-4.1.11-a")
    void criticalExtensionIsNobodys() {
        JWEHeader critical = header(RSA, EncryptionMethod.A256GCM)
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();
        bench().notMine(encrypted(critical, RSA, TokenForge.good().token()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void partThatWasChangedIsNobodys(int part) {
        String[] parts = encrypted(TokenForge.good().token()).split("\\.", -1);
        char first = parts[part].charAt(8);
        parts[part] = parts[part].substring(0, 8) + (first == 'A' ? 'B' : 'A') + parts[part].substring(9);
        bench().notMine(String.join(".", parts));
    }

    @ParameterizedTest
    @ValueSource(strings = {".x", "=", "\n", " "})
    void somethingBehindTheLastPartIsNobodys(String more) {
        String longer = encrypted(TokenForge.good().token()) + more;

        bench().refused(longer);
        assertThat(keys(RSA).decrypt(longer), is(Optional.empty()));
    }

    @Test
    void keyWithoutAnIdentifierIsFoundByItsAlgorithm() {
        RSAKey nameless = new RSAKey.Builder(RSA).keyID(null).build();
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().decryptionKeys(keys(nameless)));
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM)
                .contentType("jwt")
                .build();
        bench.accepted(encrypted(header, RSA, TokenForge.good().token()));
    }

    @Test
    @DisplayName("R9701-5-e")
    void signedJwtInsideAnEncryptedOneIsVerifiedAndNothingElse() {
        JwtSignatures signatures = JwtSignatures.of(TokenForge.ISSUER, FakeKeySource.published(), Clock.systemUTC())
                .encryptedFor(keys(RSA));
        JwtSignatures plain = JwtSignatures.of(TokenForge.ISSUER, FakeKeySource.published(), Clock.systemUTC());
        TokenForge answer = TokenForge.good().header("typ", "token-introspection+jwt");

        assertThat(isVerified(signatures, encrypted(answer.token())), is(true));
        assertThat(isVerified(signatures, answer.token()), is(false));
        assertThat(isVerified(signatures, encrypted(answer.payloadJson())), is(false));
        assertThat(
                isVerified(signatures, encrypted(answer.signedBy(Keys.OTHER_RSA).token())), is(false));
        assertThat(isVerified(plain, encrypted(answer.token())), is(false));
    }

    private static boolean isVerified(JwtSignatures signatures, String jwt) {
        try {
            return !signatures
                    .verify(jwt, "token-introspection+jwt", Duration.ofHours(1))
                    .isEmpty();
        } catch (RejectedException e) {
            return false;
        }
    }

    @Test
    void keyThatIsNotPrivateHasNoAlgorithmOrAnotherUseIsRefusedAtOnce() {
        RSAKey weak = rsa("weak", "RSA-OAEP-256", RsaKeys.pair(1024, 0));
        RSAKey noAlgorithm = new RSAKey.Builder(RSA).algorithm(null).build();
        RSAKey unsafe =
                new RSAKey.Builder(RSA).algorithm(JWEAlgorithm.parse("RSA1_5")).build();
        RSAKey signing = new RSAKey.Builder(RSA).keyUse(KeyUse.SIGNATURE).build();
        for (JWK key : List.of(weak, noAlgorithm, unsafe, signing, RSA.toPublicJWK())) {
            assertThrows(IllegalArgumentException.class, () -> keys(key));
        }
        for (String json : List.of("{}", "{\"keys\":[]}", "", "[]", "{\"keys\":[{\"kty\":\"RSA\"}]}")) {
            assertThrows(IllegalArgumentException.class, () -> DecryptionKeys.jwkSet(json));
        }
    }

    @Test
    void eightKeysAreReadAndOneMoreIsNot() {
        JWK[] eight = IntStream.range(0, 8)
                .mapToObj(i -> new ECKey.Builder(EC).keyID("e" + i).build())
                .toArray(JWK[]::new);
        assertThat(keys(eight).toString(), is("DecryptionKeys[8]"));

        JWK[] more = Arrays.copyOf(eight, 9);
        more[8] = EC;
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> keys(more)).getMessage(),
                is("one to 8 decryption keys are needed"));
    }

    @Test
    void nothingOfAKeyIsInAnyText() {
        Map<String, Object> members = RSA.toJSONObject();
        String broken = "{\"keys\":[" + RSA.toJSONString().replace("\"RSA\"", "\"XYZ\"") + "]}";
        String message = assertThrows(IllegalArgumentException.class, () -> DecryptionKeys.jwkSet(broken))
                .getMessage();
        for (String text : List.of(
                String.valueOf(message), keys(RSA).toString(), bench().validator.toString())) {
            assertThat(text, not(containsString(String.valueOf(members.get("d")))));
            assertThat(text, not(containsString(String.valueOf(members.get("n")))));
        }
        assertThat(bench().validator.toString(), containsString("encrypted=always"));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7515-2-a a token that was encrypted once has one spelling")
    @CsvSource({"RSA-OAEP-256, A128GCM", "ECDH-ES, A256GCM", "ECDH-ES, A128CBC-HS256", "ECDH-ES+A128KW, A256CBC-HS512"})
    void partOfAnotherLengthIsNobodys(String algorithm, String method) {
        JWK key = algorithm.startsWith("RSA")
                ? rsa("d", algorithm, RsaKeys.pair(2048, 6))
                : ec("d", algorithm, Curve.P_256);
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().decryptionKeys(keys(key)));
        String token = encrypted(
                header(key, EncryptionMethod.parse(method)).build(),
                key,
                TokenForge.good().token());
        bench.accepted(token);
        byte[][] parts = Arrays.stream(token.split("\\.", -1))
                .map(part -> Base64.getUrlDecoder().decode(part))
                .toArray(byte[][]::new);
        // the encrypted key, the vector and the tag, each a byte longer
        for (int part : new int[] {1, 2, 4}) {
            bench.notMine(joined(parts, part, Arrays.copyOf(parts[part], parts[part].length + 1)));
        }
        // the border between ciphertext and tag, moved
        byte[][] moved = parts.clone();
        moved[3] = Arrays.copyOf(parts[3], parts[3].length + 1);
        moved[3][parts[3].length] = parts[4][0];
        bench.notMine(joined(moved, 4, Arrays.copyOfRange(parts[4], 1, parts[4].length)));
    }

    private static String joined(byte[][] parts, int changed, byte[] other) {
        StringBuilder token = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            token.append(i == 0 ? "" : ".").append(TokenForge.base64(i == changed ? other : parts[i]));
        }
        return token.toString();
    }

    @Test
    @DisplayName("RJOSE-7515-4-a")
    void headerThatSaysSomethingTwiceIsNobodys() {
        String[] parts = encrypted(TokenForge.good().token()).split("\\.", -1);
        String twice =
                "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"enc\":\"A128GCM\",\"cty\":\"JWT\",\"kid\":\"d1\"}";
        parts[0] = TokenForge.base64(twice.getBytes(UTF_8));
        bench().notMine(String.join(".", parts));
    }

    @Test
    void eachOfSeveralValidatorsOpensItsOwn() {
        JwtValidator others = JwtValidator.builder()
                .issuer("https://as2.example.com")
                .audience(TokenForge.AUDIENCE)
                .keys(FakeKeySource.published())
                .clock(new MovedClock())
                .decryptionKeys(keys(RSA))
                .build();
        JwtFixture ours = bench();
        PresentedToken token = PresentedToken.bearer(encrypted(TokenForge.good().token()));
        assertThat(others.validate(token), is(Verdict.notMine()));
        assertThat(TokenValidator.chain(others, ours.validator).validate(token), instanceOf(Verdict.Accepted.class));
    }

    @Test
    void keysThatNobodyCanTellApartAreRefusedAtOnce() {
        RSAKey nameless = new RSAKey.Builder(OTHER_RSA).keyID(null).build();
        assertThrows(IllegalArgumentException.class, () -> keys(RSA, OTHER_RSA));
        assertThrows(IllegalArgumentException.class, () -> keys(RSA, nameless));
        RSAKey verifying = new RSAKey.Builder(RSA)
                .keyUse(null)
                .keyOperations(Set.of(KeyOperation.VERIFY))
                .build();
        assertThrows(IllegalArgumentException.class, () -> keys(verifying));
    }
}
