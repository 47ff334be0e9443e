package org.resourceprotector.fuzz;

import com.nimbusds.jose.JOSEException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;

/** A JWE of any header and text under one content key, so that its tag is good whatever the header says. */
final class Sealed {

    private static final byte[] CONTENT_KEY = new byte[16];
    private static final byte[] VECTOR = new byte[12];
    private static final int TAG_BITS = 128;
    private static final String WRAPPED = wrapped();

    private Sealed() {}

    private static String wrapped() {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    Party.rsaForEncryption().toRSAPublicKey(),
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            return Party.base64(cipher.doFinal(CONTENT_KEY));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String with(byte[] header, byte[] text) {
        String protectedHeader = Party.base64(header);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, new SecretKeySpec(CONTENT_KEY, "AES"), new GCMParameterSpec(TAG_BITS, VECTOR));
            cipher.updateAAD(protectedHeader.getBytes(StandardCharsets.US_ASCII));
            byte[] sealed = cipher.doFinal(text);
            int tagAt = sealed.length - TAG_BITS / 8;
            return String.join(
                    ".",
                    protectedHeader,
                    WRAPPED,
                    Party.base64(VECTOR),
                    Party.base64(Arrays.copyOf(sealed, tagAt)),
                    Party.base64(Arrays.copyOfRange(sealed, tagAt, sealed.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
