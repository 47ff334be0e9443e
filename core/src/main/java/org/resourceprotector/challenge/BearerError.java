package org.resourceprotector.challenge;

/**
 * The error codes of RFC 6750 and RFC 9449, and the one description that each of them has. The descriptions stay inside the characters
 * of {@code error_description}, and there is only one for all bad tokens, so that the answer is no oracle.
 */
enum BearerError {
    INVALID_REQUEST("invalid_request", "The request needs exactly one well-formed access token, sent in a secure way"),
    INVALID_TOKEN("invalid_token", "The access token is not valid here, or not valid any more"),
    INVALID_DPOP_PROOF("invalid_dpop_proof", "The DPoP proof is missing, or not valid for this request"),
    USE_DPOP_NONCE("use_dpop_nonce", "The DPoP proof needs the nonce that this response provides"),
    INSUFFICIENT_USER_AUTHENTICATION(
            "insufficient_user_authentication", "This request needs another login, or a more recent one"),
    INSUFFICIENT_SCOPE("insufficient_scope", "The access token does not allow this request");

    private final String code;
    private final String description;

    BearerError(String code, String description) {
        this.code = code;
        this.description = description;
    }

    String code() {
        return code;
    }

    String description() {
        return description;
    }
}
