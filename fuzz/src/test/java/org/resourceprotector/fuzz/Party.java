package org.resourceprotector.fuzz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;

/** The issuer and client of the fuzz tests, with keys that nobody else trusts, at a moment that stays. */
public final class Party {

    public static final String ISSUER = "https://as.example.com";
    public static final String AUDIENCE = "https://rs.example.com";
    public static final String URI = "https://rs.example.com/api/p";
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    /** A token that says nothing. */
    public static final String OPAQUE = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";

    private static final JWKSet KEYS = keys();

    private Party() {}

    private static JWKSet keys() {
        try (InputStream json = Objects.requireNonNull(Party.class.getResourceAsStream("keys.json"), "keys.json")) {
            return JWKSet.load(json);
        } catch (IOException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key with its private members: ec, ed, rsa, and for encryption ec-enc, rsa-enc. */
    public static JWK key(String id) {
        return Objects.requireNonNull(KEYS.getKeyByKeyId(id), id);
    }

    /** The JWK set of the issuer. */
    public static String published() {
        return new JWKSet(java.util.List.of(key("ec"), key("ed"), key("rsa")))
                .toPublicJWKSet()
                .toString();
    }

    /** The JWK set of the resource server. */
    public static String decryption() {
        return new JWKSet(java.util.List.of(key("ec-enc"), key("rsa-enc"))).toString(false);
    }

    /** A compact JWS of any header and payload, signed with the EC key under ES256, whatever the header says. */
    public static String signed(byte[] header, byte[] payload) {
        String input = base64(header) + "." + base64(payload);
        try {
            ECKey key = key("ec").toECKey();
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key.toECPrivateKey());
            signature.update(input.getBytes(StandardCharsets.ISO_8859_1));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that RSA-encrypted tokens are for. */
    public static RSAKey rsaForEncryption() {
        return key("rsa-enc").toRSAKey();
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
