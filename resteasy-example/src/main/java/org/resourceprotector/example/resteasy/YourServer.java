package org.resourceprotector.example.resteasy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.resourceprotector.example.Sample;
import org.resourceprotector.example.Samples;
import org.resourceprotector.example.Settings;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;

/**
 * A real authorization server. We cannot issue its tokens, only its clients can get them.
 *
 * @param issuer {@code ISSUER}, as its metadata and tokens have it
 * @param audience {@code AUDIENCE}, what its tokens call this API
 * @param profile {@code PROFILE}, where its tokens are not those of RFC 9068
 */
record YourServer(String issuer, String audience, JwtProfile profile) implements Samples {

    private static final Map<String, JwtProfile> PROFILES = Map.of(
            "RFC9068", JwtProfile.RFC9068,
            "KEYCLOAK", JwtProfile.KEYCLOAK,
            "SPRING_AUTHORIZATION_SERVER", JwtProfile.SPRING_AUTHORIZATION_SERVER,
            "AUTH0", JwtProfile.AUTH0,
            "OKTA", JwtProfile.OKTA,
            "ENTRA_ID", JwtProfile.ENTRA_ID,
            "COGNITO", JwtProfile.COGNITO,
            "GOOGLE", JwtProfile.GOOGLE);

    static YourServer of(Settings settings) {
        String issuer = settings.get("ISSUER").orElseThrow();
        String audience = settings.get("AUDIENCE")
                .orElseThrow(() -> new IllegalArgumentException(
                        "ISSUER needs AUDIENCE beside it, the name that the authorization server has for this API"));
        String profile = settings.get("PROFILE").orElse("RFC9068");
        return Optional.ofNullable(PROFILES.get(profile))
                .map(known -> new YourServer(issuer, audience, known))
                .orElseThrow(() -> new IllegalArgumentException("PROFILE is one of " + PROFILES.keySet()));
    }

    JwtValidator validator() {
        return JwtValidator.builder()
                .issuer(issuer)
                .audience(audience)
                .profile(profile)
                // lets a server on this machine do without https; otherwise no line about keys is needed
                .keys(RemoteKeySource.builder()
                        .issuer(issuer)
                        .insecureLoopbackHttp()
                        .build())
                .build();
    }

    @Override
    public Sample good(String user, String scopes) {
        return new Sample("needs " + scopes, "$TOKEN", null);
    }

    @Override
    public List<Sample> bad() {
        return List.of();
    }

    @Override
    public List<String> preparation() {
        return List.of("# get an access token from " + issuer + ", then:", "TOKEN=…");
    }
}
