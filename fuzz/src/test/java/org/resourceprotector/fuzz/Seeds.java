package org.resourceprotector.fuzz;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes the seeds of the corpus, good and cut off and changed, under the folder of the resources that is its argument. What
 * fuzzing found is another file beside them, and stays. The keys are those of {@link NewKeys}.
 */
public final class Seeds {

    private static final long NOW = Party.NOW.getEpochSecond();
    private static final String HEADER = "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"ec\"}";
    private static final String CLAIMS = "{\"iss\":\"" + Party.ISSUER + "\",\"aud\":\"" + Party.AUDIENCE
            + "\",\"sub\":\"alice\",\"client_id\":\"app\",\"iat\":" + NOW + ",\"jti\":\"1\",\"exp\":" + (NOW + 300)
            + ",\"scope\":\"profile email\"}";

    private final Path folder;

    private Seeds(Path folder) {
        this.folder = folder;
    }

    public static void main(String... args) throws Exception {
        new Seeds(Path.of(args[0], "org", "resourceprotector")).write();
    }

    private void write() throws Exception {
        credentials();
        jwts();
        jwes();
        keySets();
        documents();
        signedAnswers();
        proofs();
        certificates();
        texts();
    }

    private void credentials() throws IOException {
        String target = "enforcement/CredentialsFuzzTest";
        seed(target, "bearer", "Bearer " + Party.OPAQUE);
        seed(target, "dpop", "dpop   " + Party.OPAQUE + "== \t");
        seed(target, "basic", "Basic dXNlcjpwYXNz");
        seed(target, "two-words", "Bearer abc def");
        seed(target, "one-word", "Bearer");
        seed(target, "tab", "Bearer\tabc");
        seed(target, "parameters", "Bearer a=b, c=\"d\"");
        seed(target, "beyond-ascii", "Bearer abc\u00e9");
        seed(target, "empty", " ");
    }

    private void jwts() throws Exception {
        String good = Party.signed(bytes(HEADER), bytes(CLAIMS));
        String target = "fuzz/JwtFuzzTest";
        variants(target, "ec", good);
        JWSObject rsa = new JWSObject(
                JWSHeader.parse("{\"typ\":\"at+jwt\",\"alg\":\"RS256\",\"kid\":\"rsa\"}"), new Payload(CLAIMS));
        rsa.sign(new RSASSASigner(Party.key("rsa").toRSAKey()));
        seed(target, "rsa", rsa.serialize());
        seed(target, "opaque", Party.OPAQUE);
        seed(
                target,
                "none",
                Party.base64(bytes("{\"typ\":\"at+jwt\",\"alg\":\"none\"}")) + "." + Party.base64(bytes(CLAIMS)) + ".");
        seed(target, "padded", good + "=");
        target = "fuzz/SignedJwtFuzzTest";
        pair(target, "good", HEADER, CLAIMS);
        pair(target, "no-kid", "{\"alg\":\"ES256\",\"typ\":\"application/at+jwt\"}", CLAIMS);
        pair(target, "crit", HEADER.replace("}", ",\"crit\":[\"b64\"],\"b64\":false}"), CLAIMS);
        pair(target, "twice", HEADER, CLAIMS.replace("{", "{\"aud\":\"other\","));
        pair(
                target,
                "audiences",
                HEADER,
                CLAIMS.replace("\"" + Party.AUDIENCE + "\"", "[\"a\",\"" + Party.AUDIENCE + "\"]"));
        pair(target, "times", HEADER, CLAIMS.replace("}", ",\"nbf\":" + NOW + ".5,\"auth_time\":1e9}"));
        pair(target, "expired", HEADER, CLAIMS.replace(String.valueOf(NOW + 300), String.valueOf(NOW - 300)));
        pair(
                target,
                "null",
                HEADER,
                CLAIMS.replace("}", ",\"nbf\":null,\"cnf\":{\"jkt\":\"x\"},\"act\":{\"sub\":null}}"));
        pair(target, "escapes", HEADER, CLAIMS.replace("alice", "al\\u00efce \\ud83d\\ude00 \u00e9"));
        pair(
                target,
                "roles",
                HEADER,
                CLAIMS.replace(
                        "}",
                        ",\"roles\":[\"a\",{\"value\":\"b\"}],\"groups\":\"c d\",\"amr\":[\"pwd\"],\"acr\":\"1\"}"));
        pair(
                target,
                "many-audiences",
                HEADER,
                CLAIMS.replace(
                        "\"" + Party.AUDIENCE + "\"",
                        "[" + ("\"" + "\\u00e9".repeat(20) + "\",").repeat(12) + "\"z\"]"));
    }

    private void jwes() throws Exception {
        String inside = Party.signed(bytes(HEADER), bytes(CLAIMS));
        String target = "fuzz/JweFuzzTest";
        JWEObject ec = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A128GCM)
                        .contentType("JWT")
                        .build(),
                new Payload(inside));
        ec.encrypt(new ECDHEncrypter(Party.key("ec-enc").toECKey()));
        variants(target, "ec", ec.serialize());
        JWEObject rsa = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128CBC_HS256)
                        .contentType("JWT")
                        .keyID("rsa-enc")
                        .build(),
                new Payload(inside));
        rsa.encrypt(new RSAEncrypter(Party.rsaForEncryption()));
        seed(target, "rsa", rsa.serialize());
        String header = "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A128GCM\",\"cty\":\"JWT\"}";
        pair(target, "sealed", header, inside);
        pair(target, "sealed-zip", header.replace("}", ",\"zip\":\"DEF\"}"), inside);
        pair(target, "sealed-crit", header.replace("}", ",\"crit\":[\"exp\"],\"exp\":1}"), inside);
        pair(target, "sealed-kid", header.replace("}", ",\"kid\":\"rsa-enc\",\"typ\":\"at+jwt\"}"), inside);
        pair(target, "sealed-twice", header.replace("}", ",\"cty\":\"text\"}"), inside);
        pair(target, "sealed-text", header, Party.OPAQUE);
        seed(target, "signed", inside);
    }

    private void keySets() throws IOException {
        String target = "keys/JwkSetFuzzTest";
        seed(target, "published", Party.published());
        seed(target, "ec", new JWKSet(Party.key("ec")).toPublicJWKSet().toString());
        seed(target, "ed", new JWKSet(Party.key("ed")).toString());
        seed(target, "secret", new JWKSet(Party.key("ec")).toString(false));
        seed(
                target,
                "for-encryption",
                new JWKSet(Party.key("ec-enc")).toPublicJWKSet().toString());
        seed(target, "off-the-curve", "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}]}");
        seed(
                target,
                "kinds",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQ\"},{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"},"
                        + "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQ\"},7,{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"pub\":\"AQ\"}]}");
        seed(target, "empty", "{\"keys\":[]}");
        seed(target, "cut-off", Party.published().substring(0, 300));
    }

    private void documents() throws IOException {
        String target = "http/IssuerMetadataFuzzTest";
        String metadata = "{\"issuer\":\"" + Party.ISSUER + "\",\"jwks_uri\":\"" + Party.ISSUER
                + "/jwks\",\"scopes_supported\":[\"a\"]}";
        variants(target, "good", metadata);
        seed(target, "foreign", metadata.replace("as.example", "other.example"));
        seed(target, "foreign-long", metadata.replace("as.example", "\\u00e9".repeat(200)));
        seed(target, "no-string", metadata.replace("\"" + Party.ISSUER + "/jwks\"", "[7]"));
        seed(target, "mark", "\ufeff" + metadata);
        target = "introspection/IntrospectionFuzzTest";
        String active = "{\"active\":true,\"token_type\":\"Bearer\"," + CLAIMS.substring(1);
        variants(target, "good", active);
        seed(target, "inactive", "{\"active\":false}");
        seed(target, "text", active.replace("true", "\"true\""));
        seed(target, "nulls", active.replace("{", "{\"nbf\":null,\"username\":null,"));
        seed(target, "refresh", active.replace("{", "{\"token_use\":\"refresh\","));
        seed(target, "bound", active.replace("{", "{\"cnf\":{\"jkt\":\"x\"},"));
        seed(target, "audiences", active.replace("\"" + Party.AUDIENCE + "\"", "[\"a\",\"b\"]"));
        seed(target, "long-type", active.replace("Bearer", "\\u00e9".repeat(200)));
    }

    private void signedAnswers() throws IOException {
        String target = "introspection/SignedIntrospectionFuzzTest";
        String header = "{\"typ\":\"token-introspection+jwt\",\"alg\":\"ES256\",\"kid\":\"ec\"}";
        String answer = "{\"iss\":\"" + Party.ISSUER + "\",\"aud\":\"" + Party.AUDIENCE + "\",\"iat\":" + NOW
                + ",\"token_introspection\":{\"active\":true,\"sub\":\"alice\",\"scope\":\"profile\"}}";
        variants(target, "whole", Party.signed(bytes(header), bytes(answer)));
        pair(target, "good", header, answer);
        pair(target, "no-kid", header.replace(",\"kid\":\"ec\"", ""), answer);
        pair(target, "long-type", header.replace("token-", "application/token-"), answer);
        pair(target, "access-token", header.replace("token-introspection", "at"), answer);
        pair(target, "foreign", header, answer.replace("as.example", "other.example"));
        pair(
                target,
                "audiences",
                header,
                answer.replace("\"" + Party.AUDIENCE + "\"", "[\"a\",\"" + Party.AUDIENCE + "\"]"));
        pair(target, "for-another", header, answer.replace("rs.example", "other.example"));
        pair(target, "old", header, answer.replace("\"iat\":" + NOW, "\"iat\":" + (NOW - 91)));
        pair(target, "fraction", header, answer.replace("\"iat\":" + NOW, "\"iat\":" + NOW + ".5,\"exp\":1.8e9"));
        pair(
                target,
                "outside",
                header,
                answer.replace("{\"active\":true,", "{").replace("{\"iss", "{\"active\":true,\"iss"));
        pair(target, "no-object", header, answer.replaceFirst("\\{\"active.*?}", "[true]"));
        pair(target, "twice", header, answer.replace("{\"iss", "{\"aud\":\"other\",\"iss"));
        pair(target, "crit", header.replace("}", ",\"crit\":[\"b64\"],\"b64\":false}"), answer);
    }

    private void proofs() throws Exception {
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":"
                + Party.key("ec").toPublicJWK().toJSONString() + "}";
        String claims = "{\"jti\":\"1\",\"htm\":\"GET\",\"htu\":\"" + Party.URI + "\",\"iat\":" + NOW + ",\"ath\":\""
                + ProofCheck.hash(Party.OPAQUE) + "\"}";
        variants("fuzz/DpopFuzzTest", "good", Party.signed(bytes(header), bytes(claims)));
        String target = "fuzz/SignedDpopFuzzTest";
        pair(target, "good", header, claims);
        pair(
                target,
                "target",
                header,
                claims.replace("https://rs.example.com/api/p", "HTTPS://RS.example.com:443/x/../%61pi/./p?q#f"));
        pair(
                target,
                "target-unescaped",
                header,
                claims.replace("/api/p", "/a{b|c^/../x%20y/../api/z//../.././p?q={r}"));
        pair(
                target,
                "nonce",
                header,
                claims.replace("}", ",\"nonce\":\"n\",\"exp\":" + (NOW + 60) + ",\"nbf\":" + NOW + "}"));
        pair(target, "old", header, claims.replace("\"iat\":" + NOW, "\"iat\":" + (NOW - 60)));
        pair(target, "fraction", header, claims.replace("\"iat\":" + NOW, "\"iat\":" + NOW + ".25"));
        pair(
                target,
                "secret",
                "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":"
                        + Party.key("ec").toJSONString() + "}",
                claims);
        pair(target, "twice", header, claims.replace("{", "{\"htm\":\"POST\","));
        pair(target, "crit", header.replace("{\"typ", "{\"crit\":[\"x\"],\"typ"), claims);
        pair(target, "types", header, claims.replace("\"1\"", "1"));
    }

    private void certificates() throws IOException {
        String target = "fuzz/CertificateHeaderFuzzTest";
        String pem = new String(
                        java.util.Objects.requireNonNull(Seeds.class.getResourceAsStream("client.pem"), "client.pem")
                                .readAllBytes(),
                        StandardCharsets.US_ASCII)
                .replace("\r\n", "\n");
        String base64 = pem.replaceAll("-----[A-Z ]+-----|\n", "");
        byte[] der = Base64.getDecoder().decode(base64);
        String escaped =
                java.net.URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
        seed(target, "sequence", "\0:" + base64 + ":");
        seed(target, "sequence-parameters", "\0:" + base64 + ":;a=1");
        seed(target, "pem", "\1" + escaped);
        seed(target, "pem-unescaped", "\1" + pem);
        seed(target, "pem-twice", "\1" + escaped + escaped);
        seed(target, "der", "\2" + base64);
        seed(target, "der-tail", "\2" + Base64.getEncoder().encodeToString(Arrays.copyOf(der, der.length + 1)));
        seed(target, "der-cut-off", "\2" + Base64.getEncoder().encodeToString(Arrays.copyOf(der, der.length - 9)));
        seed(target, "der-of-pem", "\2" + Base64.getEncoder().encodeToString(bytes(pem)));
        byte[] changed = der.clone();
        changed[changed.length / 2] ^= 1;
        seed(target, "der-changed", "\2" + Base64.getEncoder().encodeToString(changed));
        seed(target, "none", "\1(null)");
    }

    private void texts() throws IOException {
        String target = "testkit/ChallengesFuzzTest";
        seed(target, "one", "Bearer realm=\"api\", scope=\"a b\", error=\"insufficient_scope\"");
        seed(target, "two", "Bearer realm=\"api\", DPoP algs=\"ES256 PS256\", Basic");
        seed(target, "token68", "Negotiate abc+/==, Bearer a = b");
        seed(target, "quoted", "Bearer realm=\"a\\\"b\\\\c\"");
        seed(target, "open", "Bearer realm=\"a");
        seed(target, "commas", "Bearer a=b,, c=d");
        target = "fuzz/ScopesFuzzTest";
        seed(target, "rule", "profile email\nuser");
        seed(target, "names", "\"Super User\" auditor\nroot");
        seed(target, "blanks", "  a   b ");
        seed(target, "tab", "a\tb");
        seed(target, "bar", "a |b");
        seed(target, "beyond-ascii", "\"\u00e9\"");
        target = "fuzz/StrictJsonFuzzTest";
        seed(target, "kinds", "{\"a\":[1,-0,0.5,1e3,true,false,null],\"b\":{\"c\":\"\\u00e9\\n\\/\"}, \"d\" : [] }");
        seed(target, "twice", "{\"a\":1,\"\\u0061\":2}");
        seed(
                target,
                "numbers",
                "{\"a\":9223372036854775807,\"b\":9223372036854775808,\"c\":-1E+30,\"d\":123456789012345678}");
        seed(target, "huge", "{\"a\":1e309}");
        seed(target, "surrogates", "{\"a\":\"\\ud83d\\ude00\",\"b\":\"\\ud83d\"}");
        seed(target, "utf8", "{\"\u00e9\u4e00\":\"\ud83d\ude00\"}");
        seed(target, "tail", "{} {}");
        seed(target, "comment", "{/**/}");
        seed(target, "zero", "{\"a\":01}");
        seed(target, "deep", "{\"a\":" + "[".repeat(33) + "]".repeat(33) + "}");
        seed(target, "claims", CLAIMS);
    }

    private void pair(String target, String name, String first, String second) throws IOException {
        seed(target, name, first + '\0' + second);
    }

    /** A good one; and cut off, with one character changed, and twice. */
    private void variants(String target, String name, String good) throws IOException {
        int half = good.length() / 2;
        char other = good.charAt(half) == 'A' ? 'B' : 'A';
        seed(target, name, good);
        seed(target, name + "-cut-off", good.substring(0, half));
        seed(target, name + "-changed", good.substring(0, half) + other + good.substring(half + 1));
        seed(target, name + "-twice", good + good);
    }

    private void seed(String target, String name, String text) throws IOException {
        Path inputs = folder.resolve(target + "Inputs");
        Files.createDirectories(inputs);
        Files.write(inputs.resolve("seed-" + name), bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
