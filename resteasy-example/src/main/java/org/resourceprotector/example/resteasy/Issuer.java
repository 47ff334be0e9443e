package org.resourceprotector.example.resteasy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.example.Samples;
import org.resourceprotector.example.Settings;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

/**
 * The authorization server.
 *
 * @param name the issuer, as its metadata and tokens have it
 * @param audience what its tokens call this API
 * @param profile what its tokens look like
 * @param server the server, if it is ours, for tests, over HTTP on a free port of this machine
 */
record Issuer(
        String name,
        String audience,
        JwtProfile profile,
        @Nullable TestIssuer server) implements Samples, AutoCloseable {

    /** The server that {@code ISSUER}, {@code AUDIENCE} and {@code PROFILE} name. */
    static Optional<Issuer> named(Settings settings) {
        return settings.get("ISSUER").map(issuer -> {
            String audience = settings.get("AUDIENCE")
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "ISSUER needs AUDIENCE beside it, the name that the authorization server has for this API"));
            return new Issuer(issuer, audience, profile(settings.get("PROFILE").orElse("RFC9068")), null);
        });
    }

    private static JwtProfile profile(String name) {
        try {
            return (JwtProfile) JwtProfile.class.getField(name).get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("PROFILE is a constant of JwtProfile, not " + name, e);
        }
    }

    /** Starts one. It knows the users as clients: who has alice's secret gets alice's tokens, without a page to log in. */
    static Issuer ours() {
        TestIssuer server = TestIssuer.builder()
                .algorithms("ES256")
                .audience("https://social.example.com")
                .client("alice", "secret-of-alice")
                .client("bob", "secret-of-bob")
                .lifetime(Duration.ofHours(1))
                .start();
        return new Issuer(server.issuer(), server.audience(), JwtProfile.RFC9068, server);
    }

    /** What clients find out by themselves, if the audience is the address of this API. */
    Optional<ResourceMetadata> metadata() {
        return server != null || !audience.startsWith("http")
                ? Optional.empty()
                : Optional.of(ResourceMetadata.builder()
                        .resource(audience)
                        .authorizationServers(name)
                        .insecureLoopbackHttp()
                        .build());
    }

    @Override
    public String good(String user, String scopes) {
        return token(user, scopes).value();
    }

    @Override
    public List<String> bad() {
        TestToken good = token("alice", "profile");
        String cut = good.value().substring(0, good.value().length() - 1);
        return List.of(
                good.audience("https://other-api.example.com").value(),
                cut,
                good.expired().value());
    }

    /** A token that is of use only with the certificate that has the thumbprint. */
    String bound(String user, String scopes, String thumbprint) {
        return server == null
                ? "'(an access token of " + name + " that is bound to the certificate)'"
                : token(user, scopes).boundToCertificate(thumbprint).value();
    }

    private TestToken token(String user, String scopes) {
        if (server == null) {
            throw new IllegalStateException("only its clients get tokens of " + name);
        }
        TestToken token = server.token().subject(user).clientId(user);
        return scopes.isEmpty() ? token : token.scope(scopes);
    }

    @Override
    public String tour(URI api) {
        if (server == null) {
            return "curl -i -H 'Authorization: Bearer (an access token of " + name + ")' " + api + "user";
        }
        return "API=" + api + " \\\n"
                + "TOKENS=" + server.uri(IssuerEndpoint.TOKEN) + " \\\n"
                + "EXPIRED=" + token("alice", "profile").expired().value() + " \\\n"
                + "CONSOLE=" + good("alice", "console") + " \\\n"
                + "sh example-api/tour.sh";
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
