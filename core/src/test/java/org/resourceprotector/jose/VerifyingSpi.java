package org.resourceprotector.jose;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureSpi;

/** A signature that can only be verified, and passes over what it is given. */
abstract class VerifyingSpi extends SignatureSpi {

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) {}

    @Override
    protected byte[] engineSign() {
        return new byte[0];
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester")
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException();
    }
}
