package org.resourceprotector.introspection;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;

/** A provider as that of a device: its keys are handles, which say nothing of the key and which no other provider takes. */
final class KeyDevice extends Provider {

    private static final long serialVersionUID = 1L;

    KeyDevice() {
        super("key-device", "1", "signs with RSASSA-PSS");
        put("Signature.RSASSA-PSS", Pss.class.getName());
    }

    @SuppressWarnings("serial") // never written
    record Handle(PrivateKey key) implements PrivateKey {

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    /** Signs in software what was given for a handle. */
    public static final class Pss extends SignatureSpi {

        private final Signature software;

        public Pss() throws GeneralSecurityException {
            this.software = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof Handle handle)) {
                throw new InvalidKeyException("not a key of this device");
            }
            software.initSign(handle.key());
        }

        @Override
        protected void engineInitVerify(java.security.PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("not a key of this device");
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            software.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            software.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return software.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            throw new SignatureException("only signs");
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec params)
                throws java.security.InvalidAlgorithmParameterException {
            software.setParameter(params);
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("deprecation")
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
