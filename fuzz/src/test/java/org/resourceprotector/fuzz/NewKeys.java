package org.resourceprotector.fuzz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes new keys and a new certificate under the folder of the resources that is its argument; all seeds need new ones then. */
public final class NewKeys {

    private static final int RSA_BITS = 2048;
    private static final int POINT_LENGTH = 32;

    private NewKeys() {}

    public static void main(String... args) throws JOSEException, IOException, InterruptedException {
        Path folder = Path.of(args[0], "org", "resourceprotector", "fuzz");
        Files.createDirectories(folder);
        JWKSet keys = new JWKSet(List.of(
                new ECKeyGenerator(Curve.P_256)
                        .keyID("ec")
                        .keyUse(KeyUse.SIGNATURE)
                        .generate(),
                edwards(),
                new RSAKeyGenerator(RSA_BITS)
                        .keyID("rsa")
                        .algorithm(JWSAlgorithm.RS256)
                        .generate(),
                new ECKeyGenerator(Curve.P_256)
                        .keyID("ec-enc")
                        .keyUse(KeyUse.ENCRYPTION)
                        .algorithm(JWEAlgorithm.ECDH_ES)
                        .generate(),
                new RSAKeyGenerator(RSA_BITS)
                        .keyID("rsa-enc")
                        .keyUse(KeyUse.ENCRYPTION)
                        .algorithm(JWEAlgorithm.RSA_OAEP_256)
                        .generate()));
        Files.writeString(folder.resolve("keys.json"), keys.toString(false));
        Path store = Files.createTempDirectory("seeds").resolve("store");
        keytool(
                "-genkeypair",
                "-alias",
                "client",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=client",
                "-validity",
                "36500",
                "-keystore",
                store,
                "-storepass",
                "changeit");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "client",
                "-keystore",
                store,
                "-storepass",
                "changeit",
                "-file",
                folder.resolve("client.pem"));
        Files.delete(store);
        Files.delete(store.getParent());
    }

    private static JWK edwards() throws JOSEException {
        // Made by the platform: the generator of the library needs another one.
        try {
            byte[] spki = KeyPairGenerator.getInstance("Ed25519")
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            byte[] x = Arrays.copyOfRange(spki, spki.length - POINT_LENGTH, spki.length);
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                    .keyID("ed")
                    .build();
        } catch (NoSuchAlgorithmException e) {
            throw new JOSEException(e);
        }
    }

    private static void keytool(Object... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Arrays.stream(args).map(String::valueOf).forEach(command::add);
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("keytool failed");
        }
    }
}
