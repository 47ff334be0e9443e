package org.resourceprotector.jwt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * A token that was taken apart, of which nothing is verified. The issuer that it names is good for one thing: to choose who
 * checks it.
 *
 * @param text as it came
 * @param jws its parts
 * @param issuer what {@code iss} says
 * @param decryptedBy the keys that opened it; null if it was not encrypted
 */
record UnverifiedToken(
        String text, Jws jws, String issuer, @Nullable DecryptionKeys decryptedBy) {

    /**
     * Takes a token apart, after it was decrypted if it is encrypted and one of the keys opens it. One whose issuer is no
     * string is refused, and so is one without if it was encrypted for us.
     *
     * @return null if it is not a JWS, or names no issuer, so that another kind of validator may know it
     */
    static @Nullable UnverifiedToken of(String text, List<DecryptionKeys> keys) throws RejectedException {
        String signed = text;
        DecryptionKeys opener = null;
        for (int i = 0; i < keys.size() && opener == null; i++) {
            String decrypted = keys.get(i).decrypt(text).orElse(null);
            if (decrypted != null) {
                signed = decrypted;
                opener = keys.get(i);
            }
        }
        Jws jws = Jws.parse(signed);
        if (jws == null || (opener == null && jws.claims().get("iss") == null)) {
            return null;
        }
        if (!(jws.claims().get("iss") instanceof String named)) {
            throw Claims.invalid("iss", "is missing or not a string");
        }
        return new UnverifiedToken(text, jws, named, opener);
    }

    /** Why a text is no token of any issuer, for which {@link #of} is null. */
    static Rejection problem(String text) {
        return Jws.parse(text) == null
                ? Rejection.of(Reason.UNKNOWN, Jws.problem(text))
                : Claims.invalid(
                                "iss",
                                "is missing: nothing says whose JWT it is; an IntrospectionValidator behind this one may"
                                        + " know it")
                        .rejection();
    }

    /** Whether some keys open it, which costs an operation with a private key unless they are those that did. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOpenedBy(@Nullable DecryptionKeys keys) {
        return keys != null && (keys == decryptedBy || keys.decrypt(text).isPresent());
    }

    @Override
    public String toString() {
        return "UnverifiedToken";
    }
}
