package org.resourceprotector.contract;

/** Who calls: without a token, and with valid tokens of every combination of two scopes. */
enum Caller {
    BOTH(Tokens.BOTH, true, true),
    NOBODY("", false, false),
    PLAIN(Tokens.PLAIN, false, false),
    PROFILE(Tokens.PROFILE, true, false),
    EMAIL(Tokens.EMAIL, false, true);

    private final String token;
    private final boolean profile;
    private final boolean email;

    Caller(String token, boolean profile, boolean email) {
        this.token = token;
        this.profile = profile;
        this.email = email;
    }

    boolean isAnonymous() {
        return token.isEmpty();
    }

    boolean hasProfile() {
        return profile;
    }

    boolean hasEmail() {
        return email;
    }

    Call calls(Call call) {
        return isAnonymous() ? call : call.bearer(token);
    }
}
