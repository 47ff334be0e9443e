package org.resourceprotector.processes;

import java.time.Duration;
import java.util.List;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;

/**
 * Looks into JWTs with keys that it fetches, asks about the rest, and takes proofs of possession. Its times are short, so
 * that much happens in an hour. Immutable, thread-safe.
 *
 * @param issuer whose tokens these are
 * @param audience who we are
 * @param cooldown how long not to look for another unknown key
 * @param fresh how long keys are not fetched again
 * @param cache how long the answer about a token counts
 * @param stale how much longer it counts while the server does not answer
 * @param proofs how many used proofs are remembered
 * @param port where on loopback it is; 0 for a free one
 */
record Everything(
        String issuer,
        String audience,
        Duration cooldown,
        Duration fresh,
        Duration cache,
        Duration stale,
        int proofs,
        int port)
        implements Validation {

    static Everything of(List<String> words) {
        return new Everything(
                words.get(1),
                words.get(2),
                Duration.parse(words.get(3)),
                Duration.parse(words.get(4)),
                Duration.parse(words.get(5)),
                Duration.parse(words.get(6)),
                Integer.parseInt(words.get(7)),
                Integer.parseInt(words.get(8)));
    }

    @Override
    public ResourceProtector protector(Deployment.Clocks clocks) {
        JwtValidator jwts = JwtValidator.builder()
                .issuer(issuer)
                .audience(audience)
                .keys(RemoteKeySource.builder()
                        .issuer(issuer)
                        .unknownKeyCooldown(cooldown)
                        .refreshInterval(fresh, fresh)
                        .clock(clocks.keys())
                        .insecureLoopbackHttp()
                        .build())
                .clock(clocks.tokens())
                .build();
        IntrospectionValidator introspection = IntrospectionValidator.builder()
                .issuer(issuer)
                .client(ClientAuthentication.basic("api", "secret"))
                .audience(audience)
                .cacheFor(cache)
                .acceptStaleIfError(stale)
                .clock(clocks.tokens())
                .insecureLoopbackHttp()
                .build();
        return ResourceProtector.builder()
                .validator(jwts)
                .validator(introspection)
                .senderConstraint(Dpop.builder()
                        .replayStore(ReplayStore.inMemory(proofs, clocks.tokens()))
                        .clock(clocks.tokens())
                        .build())
                .build();
    }
}
