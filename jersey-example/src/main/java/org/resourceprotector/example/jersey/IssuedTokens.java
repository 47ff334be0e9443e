package org.resourceprotector.example.jersey;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.resourceprotector.example.Samples;

/**
 * Issues tokens to try the API with. They are good for a day, across restarts.
 *
 * @param jkt the thumbprint of the key that one more token is bound to; empty if there shall be none
 */
record IssuedTokens(Tokens tokens, Optional<String> jkt) implements Samples {

    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public String good(String user, String scopes) {
        return tokens.issue(user, scopes, Instant.now().plus(DAY));
    }

    @Override
    public List<String> bad() {
        String expired = tokens.issue("alice", "profile", Instant.now().minus(Duration.ofHours(1)));
        String revoked = good("alice", "profile");
        tokens.revoke(revoked);
        return List.of(expired, revoked, "Nobody-issued-this");
    }

    /** A token that is of use only with proofs of a key. */
    String bound(String user, String scopes, String thumbprint) {
        return tokens.issue(user, scopes, Instant.now().plus(DAY), thumbprint);
    }

    private String boundCall(URI api, String thumbprint) {
        return "\n\nWith the key of DPOP_JKT in the file KEY, a call with a proof, which works once:\n\n" + "URI=" + api
                + "user\nBOUND=" + bound("alice", "profile", thumbprint)
                + "\ncurl -i -H \"Authorization: DPoP $BOUND\""
                + " -H \"DPoP: $(sh example-api/dpop.sh proof \"$KEY\" GET \"$URI\" \"$BOUND\")\" \"$URI\"";
    }

    @Override
    public String tour(URI api) {
        List<String> bad = bad();
        String call = jkt.map(thumbprint -> boundCall(api, thumbprint)).orElse("");
        return String.join(
                " \\\n",
                "API=" + api,
                "PROFILE=" + good("alice", "profile"),
                "EMAIL=" + good("alice", "email"),
                "PROFILE_EMAIL=" + good("alice", "profile email"),
                "POST=" + good("alice", "post"),
                "USER_SCOPE=" + good("bob", "user"),
                "NO_SCOPE=" + good("bob", ""),
                "CONSOLE=" + good("alice", "console"),
                "EXPIRED=" + bad.get(0),
                "REVOKED=" + bad.get(1),
                "sh example-api/tour.sh" + call);
    }
}
