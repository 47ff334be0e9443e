package org.resourceprotector.fuzz;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks signatures as the platform does, and counts how many. */
public final class CountingProvider extends Provider {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final AtomicInteger CHECKS = new AtomicInteger();

    public CountingProvider() {
        super("Counting", "1", "counts checks of signatures");
        for (String algorithm : List.of("SHA256withECDSAinP1363Format", "SHA256withRSA")) {
            putService(new Service(this, "Signature", algorithm, Counting.class.getName(), null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return new Counting(algorithm);
                }
            });
        }
    }

    /** How many there were since the last call of this. */
    public static int checks() {
        return CHECKS.getAndSet(0);
    }

    private static final class Counting extends SignatureSpi {

        private final Signature platform;

        Counting(String algorithm) throws NoSuchAlgorithmException {
            try {
                this.platform = Signature.getInstance(algorithm, algorithm.endsWith("RSA") ? "SunRsaSign" : "SunEC");
            } catch (NoSuchProviderException e) {
                throw new NoSuchAlgorithmException(e);
            }
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            platform.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            platform.initSign(key);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            platform.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
            platform.update(bytes, from, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return platform.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            CHECKS.incrementAndGet();
            return platform.verify(signature);
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new InvalidParameterException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new InvalidParameterException();
        }
    }
}
