package org.resourceprotector.jwt;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Tells access tokens from the other JWTs that the same issuer signs.
 *
 * @param accepted the values of {@code typ}, as {@link Jws#normalizedType} has them
 * @param acceptsMissing whether there may be none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.11">RFC 8725, section 3.11</a>
 */
record TypPolicy(Set<String> accepted, boolean acceptsMissing) {

    /** The type that RFC 9068 demands. */
    static final String ACCESS_TOKEN = "at+jwt";

    /** Types of JWT that are something else; nobody can accept them as access tokens. */
    private static final Set<String> OTHERS = Set.of(
            "dpop+jwt",
            "token-introspection+jwt",
            "statuslist+jwt",
            "secevent+jwt",
            "logout+jwt",
            "txntoken+jwt",
            "oauth-authz-req+jwt",
            "client-authentication+jwt",
            "oauth-client-attestation+jwt",
            "oauth-client-attestation-pop+jwt",
            "oauth-id-jag+jwt",
            "authorization-grant+jwt",
            "entity-statement+jwt",
            "explicit-registration-response+jwt",
            "resolve-response+jwt",
            "trust-mark+jwt",
            "trust-mark-delegation+jwt",
            "trust-mark-status-response+jwt",
            "jwk-set+jwt",
            "openid4vci-proof+jwt",
            "id_token",
            "kb+jwt",
            "vc+jwt",
            "vp+jwt",
            "vc+sd-jwt",
            "dc+sd-jwt",
            "provided-claims+jwt",
            "wit+jwt",
            "wpt+jwt",
            "passport");

    /** What no type has, and a list of them would. */
    private static final Pattern SEVERAL = Pattern.compile("[\\s,]");

    private static final String NONCE = "nonce";

    /** Claims that other kinds of JWT have: ID, logout and introspection, proof, status list, transaction, credential, refresh. */
    private static final Set<String> CLAIMS_OF_OTHERS = Set.of(
            NONCE,
            "at_hash",
            "c_hash",
            "s_hash",
            "events",
            "token_introspection",
            "htm",
            "htu",
            "status_list",
            "tctx",
            "vct",
            "granted_scopes");

    /** A type that somebody wants to accept. */
    static String acceptable(String type) {
        String normalized = Jws.normalizedType(type);
        if (normalized.isBlank() || SEVERAL.matcher(normalized).find() || OTHERS.contains(normalized)) {
            throw new IllegalArgumentException("no type of an access token: " + type);
        }
        return normalized;
    }

    /**
     * Checks the header.
     *
     * @return whether it says by itself that this is an access token
     */
    boolean check(Jws jws) throws RejectedException {
        Object type = jws.header("typ");
        if (type == null && !jws.hasHeader("typ") && acceptsMissing) {
            return false;
        }
        String normalized = type instanceof String text ? Jws.normalizedType(text) : "";
        if (!accepted.contains(normalized)) {
            throw new RejectedException(Reason.WRONG_TYPE, problem(type, normalized, jws.hasHeader("typ")));
        }
        return normalized.equals(ACCESS_TOKEN);
    }

    private String problem(@Nullable Object type, String normalized, boolean isThere) {
        if (isThere && !(type instanceof String)) {
            return "typ is " + Quoted.typeOf(type) + ", not a string";
        }
        String found = isThere ? "typ is " + Quoted.of(type) : "there is no typ";
        if (OTHERS.contains(normalized)) {
            return found + ", which is not an access token";
        }
        String accepting = isThere
                ? "acceptTyp(" + Quoted.of(type) + ") or the property resource-protector.accept-typ"
                : "acceptMissingTyp() or the property resource-protector.accept-missing-typ";
        return found + ", accepted are " + Quoted.listed(new TreeSet<>(accepted)) + "; "
                + JwtProfile.accepting(normalized, isThere) + accepting + " accepts it";
    }

    /**
     * Checks the claims of a token whose header does not say what it is.
     *
     * @param acceptsNonce whether the server's access tokens have a {@code nonce}, too
     */
    static void refuseOthers(Map<String, @Nullable Object> claims, boolean acceptsNonce) throws RejectedException {
        for (String name : CLAIMS_OF_OTHERS) {
            if (claims.containsKey(name) && !(acceptsNonce && name.equals(NONCE))) {
                throw new RejectedException(
                        Reason.WRONG_TYPE,
                        "no access token has the claim " + name
                                + ": this is another kind of token, such as an ID token"
                                + (name.equals(NONCE)
                                        ? "; if your server writes it into access tokens, too, acceptNonce() accepts it"
                                        : ""));
            }
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return "one of " + String.join(", ", new TreeSet<>(accepted)) + (acceptsMissing ? ", or none" : "");
    }
}
