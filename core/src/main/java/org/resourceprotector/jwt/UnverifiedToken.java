package org.resourceprotector.jwt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.keys.DecryptionKeys;

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
     * Takes a token apart, after it was decrypted if it is encrypted and one of the keys opens it. One that names no issuer
     * is refused, as no validator can accept it.
     *
     * @return null if it is not a JWS
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
        if (jws == null) {
            return null;
        }
        if (!(jws.claims().get("iss") instanceof String named)) {
            throw Claims.invalid("iss", "is missing or not a string");
        }
        return new UnverifiedToken(text, jws, named, opener);
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
