package org.resourceprotector.example.jersey;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.resourceprotector.example.Samples;

/** Issues tokens to try the API with. They are good for a day, across restarts. */
record IssuedTokens(Tokens tokens) implements Samples {

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

    @Override
    public String tour(URI api) {
        List<String> bad = bad();
        return String.join(
                " \\\n",
                "API=" + api,
                "PROFILE=" + good("alice", "profile"),
                "EMAIL=" + good("alice", "email"),
                "PROFILE_EMAIL=" + good("alice", "profile email"),
                "POST=" + good("alice", "post"),
                "USER_SCOPE=" + good("bob", "user"),
                "NO_SCOPE=" + good("bob", ""),
                "EXPIRED=" + bad.get(0),
                "REVOKED=" + bad.get(1),
                "sh example-api/tour.sh");
    }
}
