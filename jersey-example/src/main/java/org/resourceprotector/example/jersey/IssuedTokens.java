package org.resourceprotector.example.jersey;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.resourceprotector.example.Sample;
import org.resourceprotector.example.Samples;

/** Issues tokens to try the API with. They are good for a day, across restarts. */
record IssuedTokens(Tokens tokens) implements Samples {

    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public Sample good(String user, String scopes) {
        return sample(user + "'s token with the scopes " + scopes, issue(user, scopes, DAY));
    }

    @Override
    public List<Sample> bad() {
        String revoked = issue("alice", "profile", DAY);
        tokens.revoke(revoked);
        return List.of(
                sample("an expired token", issue("alice", "profile", Duration.ofHours(-1))),
                sample("a revoked token", revoked),
                sample("a token that nobody issued", "Nobody-issued-this"));
    }

    private String issue(String user, String scopes, Duration lifetime) {
        return tokens.issue(user, scopes, Instant.now().plus(lifetime));
    }

    private static Sample sample(String about, String token) {
        return new Sample(about, token, token);
    }
}
