package org.resourceprotector.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

/**
 * One certificate of a client, made by the JDK's {@code keytool}, and as many of the same size as are wanted, which differ
 * in their serial number only. Nobody checks their signatures: a proxy would have done that. Stateless.
 */
final class OneCertificate {

    private static final String PASSWORD = "changeit";

    /** Where the serial number begins in DER: behind two sequences, the version, and its own type and length. */
    private static final int SERIAL_NUMBER = 4 + 4 + 5 + 2;

    private OneCertificate() {}

    static byte[] encoded() throws IOException, GeneralSecurityException, InterruptedException {
        Path directory = Files.createTempDirectory("certificate");
        Path file = directory.resolve("one.p12");
        try {
            make(file);
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            return store.getCertificate("one").getEncoded();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    private static void make(Path file) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "one",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=client, O=Example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool failed");
        }
    }

    /** The same certificate with a serial number that ends in two other bytes. */
    static byte[] numbered(byte[] der, int number) {
        byte[] other = der.clone();
        int end = SERIAL_NUMBER + der[SERIAL_NUMBER - 1];
        ByteBuffer.wrap(other).putShort(end - Short.BYTES, (short) number);
        return other;
    }
}
