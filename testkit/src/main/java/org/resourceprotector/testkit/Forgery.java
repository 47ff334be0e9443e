package org.resourceprotector.testkit;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How tokens are spoilt. */
final class Forgery {

    private static final List<String> REQUIRED = List.of("iss", "exp", "aud", "sub", "client_id", "iat", "jti");

    private Forgery() {}

    static byte[] hmac(byte[] secret, byte[] input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no HmacSHA256", impossible);
        }
    }

    static String pem(PublicKey key) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN PUBLIC KEY-----\n" + lines.encodeToString(key.getEncoded()) + "\n-----END PUBLIC KEY-----\n";
    }

    /** Turns a bit in the middle of the signature, where no encoding trick can hide it. */
    static String tamperSignature(String compact) {
        int start = compact.lastIndexOf('.') + 1;
        byte[] signature = Base64.getUrlDecoder().decode(compact.substring(start));
        if (signature.length > 0) {
            signature[signature.length / 2] ^= 1;
        }
        return compact.substring(0, start) + JwsDraft.encode(signature);
    }

    static String replacePayload(String compact, String json) {
        int first = compact.indexOf('.');
        int last = compact.lastIndexOf('.');
        return compact.substring(0, first + 1) + JwsDraft.encode(json) + compact.substring(last);
    }

    static List<TestToken> defects(TestToken good) {
        List<TestToken> bad = new ArrayList<>();
        REQUIRED.forEach(name -> bad.add(good.withoutClaim(name)));
        REQUIRED.forEach(name -> bad.add(good.claim(name, true)));
        bad.addAll(inTimeIssuerAndAudience(good));
        bad.addAll(inTheSignature(good));
        bad.addAll(inTheHeader(good));
        bad.addAll(ofAnotherKind(good));
        bad.addAll(inTheForm(good));
        return List.copyOf(bad);
    }

    private static List<TestToken> inTimeIssuerAndAudience(TestToken good) {
        return List.of(good.expired(), good.notYetValid(), good.wrongIssuer(), good.wrongAudience());
    }

    private static List<TestToken> inTheSignature(TestToken good) {
        return List.of(
                good.algNone(),
                good.algNone("None"),
                good.algNone("nOnE"),
                good.hmacWithPublicKey(),
                good.hmac(new byte[1]),
                good.tamperedSignature(),
                good.tamperedPayload(),
                good.unknownKey());
    }

    private static List<TestToken> inTheHeader(TestToken good) {
        return List.of(
                good.unknownKid(),
                good.embeddedJwk(),
                good.jku(URI.create("https://attacker.example/jwks")),
                good.crit("exp2"),
                good.crit(),
                good.crit("alg"),
                good.header("crit", "exp2"),
                good.b64False(),
                good.header("zip", "DEF"),
                good.withoutHeader("alg"));
    }

    private static List<TestToken> ofAnotherKind(TestToken good) {
        return List.of(
                good.withoutHeader("typ"),
                good.typ("JWT"),
                good.typ("at+jwt;x=y"),
                good.idToken(),
                good.logoutToken(),
                good.securityEvent(),
                good.introspectionResponse(),
                good.dpopProof(),
                good.boundToKey("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"),
                good.boundToCertificate("A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"));
    }

    private static List<TestToken> inTheForm(TestToken good) {
        String claims = Json.write(good.claims());
        return List.of(
                good.rawPayload("{\"sub\":\"mallory\"," + claims.substring(1)),
                good.rawPayload(claims + claims),
                good.rawPayload("[" + claims + "]"),
                good.rawPayload(""),
                good.mangled("two parts", compact -> compact.substring(0, compact.lastIndexOf('.'))),
                good.mangled("no signature", compact -> compact.substring(0, compact.lastIndexOf('.') + 1)),
                good.mangled("four parts", compact -> compact + "."),
                good.mangled("padding", compact -> compact + "=="),
                good.mangled("no header", compact -> compact.substring(compact.indexOf('.'))));
    }
}
