package org.resourceprotector.challenge;

/**
 * The error codes of RFC 6750, RFC 9449 and RFC 9470, and the one description that each of them
 * has. The descriptions stay inside the characters of {@code error_description}. There is only one
 * for all bad tokens, so that the answer does not tell what is wrong with a token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7.1">RFC 9449, section 7.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470, section 3</a>
 */
enum ErrorCode {
    INVALID_REQUEST("invalid_request", "The request needs exactly one well-formed access token, sent in a secure way"),
    INVALID_TOKEN("invalid_token", "The access token is not valid here, or not valid any more"),
    INVALID_DPOP_PROOF("invalid_dpop_proof", "The DPoP proof is missing, or not valid for this request"),
    USE_DPOP_NONCE("use_dpop_nonce", "The DPoP proof needs the nonce that this response provides"),
    INSUFFICIENT_USER_AUTHENTICATION(
            "insufficient_user_authentication", "This request needs another login, or a more recent one"),
    INSUFFICIENT_SCOPE("insufficient_scope", "The access token does not allow this request");

    private final String code;
    private final String description;

    ErrorCode(String code, String description) {
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
