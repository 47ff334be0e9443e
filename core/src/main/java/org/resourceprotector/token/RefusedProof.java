package org.resourceprotector.token;

import java.util.Map;
import java.util.Objects;

/** A proof that is good for no token. */
record RefusedProof(Rejection refusal, Map<String, String> responseHeaders) implements SenderConstraint.Proof {

    RefusedProof {
        Objects.requireNonNull(refusal, "rejection");
    }

    @Override
    public Rejection verify(Confirmation confirmation) {
        return refusal;
    }
}
