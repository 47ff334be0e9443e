package org.resourceprotector.interop;

import jakarta.ws.rs.SeBootstrap;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.jwt.RemoteKeySource;

/** The application at a free port of loopback, on the engine of the class path. Thread-safe. */
final class Deployment {

    private static final long TIMEOUT_SECONDS = 60;

    private static final Map<String, JwtProfile> PROFILES = Map.of(
            "RFC9068", JwtProfile.RFC9068,
            "KEYCLOAK", JwtProfile.KEYCLOAK,
            "SPRING_AUTHORIZATION_SERVER", JwtProfile.SPRING_AUTHORIZATION_SERVER);

    private final AdvancedClock keyClock = new AdvancedClock();
    private final AdvancedClock tokenClock = new AdvancedClock();
    private final SeBootstrap.Instance instance;

    Deployment(String profile, String issuer, List<String> audience)
            throws InterruptedException, ExecutionException, TimeoutException {
        Api api = new Api(JwtValidator.builder()
                .issuer(issuer)
                .audience(audience.toArray(String[]::new))
                .profile(profile(profile))
                .keys(RemoteKeySource.builder()
                        .issuer(issuer)
                        .insecureLoopbackHttp()
                        .clock(keyClock)
                        .build())
                .clock(tokenClock)
                .build());
        SeBootstrap.Configuration where = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(SeBootstrap.Configuration.FREE_PORT)
                .build();
        instance = SeBootstrap.start(api, where).toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static JwtProfile profile(String name) {
        JwtProfile profile = PROFILES.get(name);
        if (profile == null) {
            throw new IllegalArgumentException("no profile " + name);
        }
        return profile;
    }

    URI base() {
        return instance.configuration().baseUri();
    }

    /** The clock by which the keys of the issuer grow old. */
    AdvancedClock keyClock() {
        return keyClock;
    }

    /** The clock by which tokens expire. */
    AdvancedClock tokenClock() {
        return tokenClock;
    }

    void stop() throws InterruptedException, ExecutionException, TimeoutException {
        instance.stop().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
