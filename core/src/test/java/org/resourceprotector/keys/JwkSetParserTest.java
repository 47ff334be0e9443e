package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;
import static org.resourceprotector.keys.PublishedKeys.json;
import static org.resourceprotector.keys.PublishedKeys.with;
import static org.resourceprotector.keys.PublishedKeys.without;

import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.StrictJson;

class JwkSetParserTest {

    private static final int MOST = 20;
    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(1_000_000, 16);
    private static final Map<String, Object> RSA = PublishedKeys.rsa("r");
    private static final Map<String, Object> GOOD = PublishedKeys.rsa("good", PublishedKeys.OTHER_RSA);
    private static final Map<String, Object> EC = PublishedKeys.ec("e", "P-256");
    private static final Map<String, Object> ED = PublishedKeys.ed25519("d");

    @Test
    void keyWithoutAlgorithmMayBeUsedWithThoseOfItsTypeAndCurve() throws Exception {
        Object[] keys = {RSA, EC, PublishedKeys.ec("e3", "P-384"), PublishedKeys.ec("e5", "P-521"), ED};

        KeySet set = read(keys).keys();

        assertThat(ids(set), contains("r", "e", "e3", "e5", "d"));
        assertThat(
                set.keys().stream().map(VerificationKey::algorithms).toList(),
                contains(
                        Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
                        Set.of("ES256"),
                        Set.of("ES384"),
                        Set.of("ES512"),
                        Set.of("EdDSA", "Ed25519")));
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-b a key with an algorithm may be used with exactly this one")
    void keyWithAlgorithmMayBeUsedWithThisOneOnly() throws Exception {
        KeySet set = read(with(RSA, "alg", "PS384"), with(EC, "alg", "ES256"), with(ED, "alg", "EdDSA"))
                .keys();

        assertThat(
                set.keys().stream().map(VerificationKey::algorithms).toList(),
                contains(Set.of("PS384"), Set.of("ES256"), Set.of("EdDSA")));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.1-b a key whose algorithm does not fit it is of no use")
    @ValueSource(strings = {"none", "HS256", "RSA-OAEP", "RSA1_5", "ES256", "EdDSA", "rs256", "RS256 ", "", "ES256K"})
    void keyWhoseAlgorithmDoesNotFitIsOfNoUse(String algorithm) throws Exception {
        assertThat(ids(read(with(RSA, "alg", algorithm), GOOD).keys()), contains("good"));
    }

    @Test
    void algorithmThatIsNoStringFitsNothing() throws Exception {
        assertThat(
                ids(read(with(RSA, "alg", List.of("RS256")), with(RSA, "alg", 1), GOOD)
                        .keys()),
                contains("good"));
        assertThat(
                ids(read(with(EC, "alg", "ES384"), with(EC, "alg", "Ed25519"), GOOD)
                        .keys()),
                contains("good"));
    }

    @Test
    @DisplayName("RJOSE-7517-5-a keys of unknown type or curve, broken and senseless entries are passed over")
    void otherEntriesArePassedOver() throws Exception {
        JwkSetParser.Reading reading = read(
                Map.of("kty", "AKP", "alg", "SLH-DSA-SHA2-128s", "pub", "AAAA", "kid", "pq"),
                Map.of("kty", "AKP", "pub", "AAAA", "kid", "without alg"),
                Map.of("kty", "OKP", "crv", "X25519", "x", ED.get("x")),
                Map.of("kty", "OKP", "crv", "Ed448", "x", ED.get("x")),
                with(RSA, "kty", "rsa"),
                GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(reading.alarms(), is(empty()));
    }

    @Test
    @DisplayName("RJOSE-7517-5-a keys that do not say what they are, or name an unknown curve, raise an alarm")
    void keysOfNoKnownKind_raiseAnAlarm() throws Exception {
        JwkSetParser.Reading reading = read(
                with(EC, "crv", "secp256k1"),
                with(EC, "crv", "P-512"),
                without(EC, "crv"),
                without(RSA, "kty"),
                with(RSA, "kty", 1),
                Map.of(),
                GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(
                reading.alarms(),
                contains(
                        "key 1: crv is missing or unknown",
                        "key 2: crv is missing or unknown",
                        "key 3: crv is missing or unknown",
                        "key 4: kty is missing or not a string",
                        "key 5: kty is missing or not a string",
                        "key 6: kty is missing or not a string"));
    }

    @Test
    void certificateThatIsBroken_doesNotMatter() throws Exception {
        JwkSetParser.Reading reading = read(with(with(RSA, "kid", "a"), "x5c", List.of("no certificate")));

        assertThat(ids(reading.keys()), contains("a"));
        assertThat(reading.alarms(), is(empty()));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-a keys without an identifier that no token makes us try raise an alarm")
    void namelessKeysBeyondTheBound_raiseAnAlarm() throws Exception {
        List<Map<String, Object>> nameless = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            nameless.add(without(PublishedKeys.ec("x", "P-256"), "kid"));
        }
        assertThat(read(nameless.subList(0, 16).toArray()).alarms(), is(empty()));

        JwkSetParser.Reading reading = read(nameless.toArray());
        assertThat(reading.keys().keys(), hasSize(17));
        assertThat(reading.alarms(), hasSize(1));
        assertThat(reading.alarms().get(0), startsWith("key 17: one of more than 16 keys without kid"));
    }

    @Test
    void postQuantumKeyWithItsSecret_isNoKeyAnyMore() throws Exception {
        JwkSetParser.Reading reading =
                read(Map.of("kty", "AKP", "alg", "ML-DSA-44", "pub", "AAAA", "priv", "AAAA", "kid", "pq"), GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(reading.alarms(), contains("key 1: a secret that was published"));
    }

    @Test
    @DisplayName("RJOSE-7517-5-a broken entries are passed over with an alarm that repeats nothing of them")
    void brokenEntriesRaiseAnAlarm() throws Exception {
        JwkSetParser.Reading reading = read(
                without(RSA, "n"),
                without(RSA, "e"),
                with(RSA, "n", 17),
                with(RSA, "n", ""),
                with(RSA, "n", RSA.get("n") + "="),
                with(RSA, "e", "AQ+B"),
                with(RSA, "kid", 7),
                without(EC, "y"),
                with(ED, "x", "AAAA"),
                "evil\nline",
                GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(reading.alarms(), hasSize(10));
        assertThat(reading.alarms().get(0), is("key 1: n is missing or not base64url"));
        assertThat(String.join("", reading.alarms()), not(containsString("evil")));
    }

    @Test
    @DisplayName("RJOSE-7517-4.2-a use and key_ops restrict a key")
    void keyForAnotherUseIsOfNoUse() throws Exception {
        KeySet set = read(
                        with(with(RSA, "use", "sig"), "kid", "sig"),
                        with(with(RSA, "key_ops", List.of("verify")), "kid", "verify"),
                        with(with(RSA, "key_ops", List.of("x", "verify")), "kid", "more"),
                        with(with(with(RSA, "use", "sig"), "key_ops", List.of("verify")), "kid", "both"),
                        with(RSA, "use", "enc"),
                        with(RSA, "use", "SIG"),
                        with(RSA, "use", List.of("sig")),
                        with(RSA, "key_ops", List.of("encrypt")),
                        with(RSA, "key_ops", List.of("sign")),
                        with(RSA, "key_ops", List.of()),
                        with(RSA, "key_ops", "verify"),
                        with(with(RSA, "use", "sig"), "key_ops", List.of("wrapKey")),
                        with(with(RSA, "use", "enc"), "key_ops", List.of("verify")))
                .keys();

        assertThat(ids(set), contains("sig", "verify", "more", "both"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-a a key without kid is kept, and so are several of one kid; the same key twice is one")
    void identifiersNeedNotBeThereNorUnique() throws Exception {
        KeySet set = read(without(RSA, "kid"), RSA, PublishedKeys.rsa("r", PublishedKeys.OTHER_RSA), RSA)
                .keys();

        assertThat(set.keys(), hasSize(3));
        assertThat(set.keys().get(0).id(), is(nullValue()));
        assertThat(ids(set).subList(1, 3), contains("r", "r"));
    }

    @Test
    @DisplayName("RJOSE-7518-3.3-a RJOSE-8725-3.5-a FAPI2-5.4-b RSA keys below 2048 bits are not trusted")
    void smallRsaKeyIsNotTrusted() throws Exception {
        JwkSetParser.Reading reading = read(PublishedKeys.rsa("small", PublishedKeys.SMALL_RSA), GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(reading.alarms(), contains("key 1: RSA key below 2048 bits"));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.5-a RSA exponents that are 1, even or huge are not trusted")
    @CsvSource({
        "1,0",
        "2,0",
        "65536,0",
        "0,0",
        "18446744073709551617,0",
        "3,1",
        "17,1",
        "65537,1",
        "18446744073709551615,1"
    })
    void rsaExponent(BigInteger exponent, int keys) throws Exception {
        JwkSetParser.Reading reading =
                read(with(RSA, "e", Base64URL.encode(exponent).toString()));

        assertThat(reading.keys().keys(), hasSize(keys));
        assertThat(reading.alarms(), hasSize(1 - keys));
    }

    @Test
    void rsaModulusThatIsEvenOrHugeIsNotTrusted() throws Exception {
        BigInteger even = BigInteger.ONE.shiftLeft(2048);
        BigInteger huge = BigInteger.ONE.shiftLeft(16384).setBit(0);

        JwkSetParser.Reading reading = read(
                with(RSA, "n", Base64URL.encode(even).toString()),
                with(RSA, "n", Base64URL.encode(huge).toString()));

        assertThat(reading.keys().keys(), is(empty()));
        assertThat(reading.alarms(), hasSize(2));
    }

    @Test
    @DisplayName("RJOSE-8725-3.4-a EC points that are not on their curve are not trusted")
    void ecPointOffTheCurveIsNotTrusted() throws Exception {
        JwkSetParser.Reading reading = read(
                with(EC, "y", EC.get("x")),
                with(EC, "crv", "P-384"),
                with(EC, "x", Base64URL.encode(BigInteger.ZERO).toString()),
                with(with(EC, "x", "AA"), "y", "AA"),
                GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(reading.alarms(), hasSize(4));
    }

    @ParameterizedTest
    @DisplayName(
            "RJOSE-8725-3.4-a RJOSE-8037-a Ed25519 points that are not on the curve or of small order are not trusted")
    @ValueSource(
            strings = {
                "0200000000000000000000000000000000000000000000000000000000000000",
                "0700000000000000000000000000000000000000000000000000000000000080",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            })
    void ed25519PointThatIsBadIsNotTrusted(String point) throws Exception {
        JwkSetParser.Reading reading =
                read(PublishedKeys.ed25519("bad", HexFormat.of().parseHex(point)), GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(reading.alarms(), hasSize(1));
    }

    @Test
    @DisplayName("RJOSE-8725-2.1-a a symmetric key is never taken from a set")
    void symmetricKeyIsNeverTaken() throws Exception {
        Map<String, Object> secret = Map.of("kty", "oct", "k", "A".repeat(64), "alg", "HS256", "kid", "s");

        assertThat(ids(read(secret, GOOD).keys()), contains("good"));
        assertThat(read(secret, GOOD).alarms(), contains("key 1: a secret that was published"));
        assertThat(ids(configured(secret, GOOD).keys()), contains("good"));
        assertThat(configured(secret, GOOD).alarms(), is(empty()));
    }

    @Test
    void privateKeyThatWasPublishedIsNoneAnyMore() throws Exception {
        JwkSetParser.Reading reading = read(with(RSA, "d", "AQAB"), with(EC, "d", "AQAB"), GOOD);

        assertThat(ids(reading.keys()), contains("good"));
        assertThat(
                reading.alarms(), contains("key 1: a secret that was published", "key 2: a secret that was published"));
    }

    @Test
    void privateMembersOfConfiguredKeysAreDropped() throws Exception {
        assertThat(
                configured(with(RSA, "d", "not even base64!")).keys(),
                is(read(RSA).keys()));
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-b certificates and addresses of certificates in a key are not looked at")
    void certificatesAreNotLookedAt() throws Exception {
        Map<String, Object> jwk = with(with(with(RSA, "x5c", List.of("AAAA")), "x5u", "http://as.example"), "x5t", 5);

        assertThat(read(jwk).keys(), is(read(RSA).keys()));
    }

    @Test
    void setHasABoundedNumberOfEntries() throws Exception {
        List<Object> most = new ArrayList<>(Collections.nCopies(MOST - 1, Map.of()));
        most.add(GOOD);
        assertThat(ids(read(most.toArray()).keys()), contains("good"));

        most.add(Map.of());
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> read(most.toArray()))
                        .getMessage(),
                is("more than 20 keys"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"keys\":null}", "{\"keys\":{}}", "{\"keys\":\"x\"}", "{\"Keys\":[]}"})
    void whatHasNoKeysIsNoSet(String json) {
        assertThrows(IllegalArgumentException.class, () -> reader(true).read(StrictJson.object(json, LIMITS)));
    }

    @Test
    void emptySetIsASet() throws Exception {
        assertThat(read().keys().keys(), is(empty()));
    }

    private static JwkSetParser reader(boolean published) {
        return new JwkSetParser(MOST, published);
    }

    private static JwkSetParser.Reading read(Object... keys) throws Exception {
        return reader(true).read(StrictJson.object(json(keys), LIMITS));
    }

    private static JwkSetParser.Reading configured(Object... keys) throws Exception {
        return reader(false).read(StrictJson.object(json(keys), LIMITS));
    }
}
