package org.resourceprotector.jwt;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;

/** Checks its first signature, so that it looks usable, and fails from then on. */
final class BreakingProvider extends Provider {

    private static final long serialVersionUID = 1L;
    private final transient Throwable failure;
    private int checks;

    BreakingProvider(Throwable failure) {
        super("Breaking", "1", "breaks");
        this.failure = failure;
        putService(new Service(this, "Signature", "SHA256withRSA", "x", List.of(), Map.of()) {
            @Override
            public Object newInstance(Object parameter) {
                return new Spi();
            }

            @Override
            public boolean supportsParameter(Object parameter) {
                return true;
            }
        });
    }

    private final class Spi extends SignatureSpi {

        @Override
        protected boolean engineVerify(byte[] signature) {
            if (checks++ == 0) {
                return false;
            }
            throw Failing.unchecked(failure);
        }

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
}
