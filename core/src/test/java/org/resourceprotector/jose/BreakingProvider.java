package org.resourceprotector.jose;

import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.util.List;
import java.util.Map;

/** Checks its first signature, so that it looks usable, and fails from then on; says of each that it is bad, if it is to say that. */
public final class BreakingProvider extends Provider {

    private static final long serialVersionUID = 1L;
    private final transient Throwable failure;
    private int checks;

    public BreakingProvider(String name, Throwable failure) {
        super(name, "1", "breaks");
        this.failure = failure;
        for (String algorithm : List.of("SHA256withRSA", "Ed25519")) {
            putService(new Service(this, "Signature", algorithm, "x", List.of(), Map.of()) {
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
    }

    private final class Spi extends VerifyingSpi {

        @Override
        protected void engineInitVerify(PublicKey key) {
            if (checks++ > 0 || failure instanceof SignatureException) {
                throw Failing.unchecked(failure);
            }
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return false;
        }
    }
}
