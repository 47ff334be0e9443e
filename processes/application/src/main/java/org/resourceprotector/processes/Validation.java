package org.resourceprotector.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.NonceProvider;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.metadata.ResourceMetadata;

/** How an application has its tokens checked, configured as its user would; beside that only clocks that can be moved. */
sealed interface Validation
        permits Everything, Validation.Jwt, Validation.Asking, Validation.Both, Validation.Proven, Validation.Mcp {

    /** The protector of an application of its own. */
    ResourceProtector protector(Deployment.Clocks clocks);

    /** The application. */
    default Application application(Deployment.Clocks clocks) {
        return new Api(protector(clocks));
    }

    /** Where on loopback it is. */
    default int port() {
        return SeBootstrap.Configuration.FREE_PORT;
    }

    /**
     * Reads what a test says.
     *
     * <pre>
     * jwt ISSUER PROFILE AUDIENCE...
     * introspection ISSUER CLIENT SECRET CACHE AUDIENCE...
     * signed-introspection ISSUER CLIENT SECRET CACHE AUDIENCE...
     * bearer-introspection ISSUER CLIENT SECRET CACHE AUDIENCE...    where token_type tells access tokens
     * granted-introspection ISSUER CLIENT SECRET CACHE AUDIENCE...   where grant_type tells access tokens
     * client-introspection ISSUER CLIENT SECRET CACHE CLIENT...      where answers have no audience
     * both ISSUER AUDIENCE KEYS ENDPOINT CACHE    KEYS is a JWK set in base64
     * dpop ISSUER AUDIENCE           JWTs that are bound to a key
     * dpop-nonce ISSUER AUDIENCE     the same, with a nonce in each proof
     * everything ISSUER AUDIENCE COOLDOWN FRESH CACHE STALE PROOFS PORT    JWTs, opaque tokens and proofs, with short times
     * mcp ISSUER RESOURCE    the example for the Model Context Protocol at that address, which is the audience
     * </pre>
     */
    static Validation of(List<String> words) {
        String issuer = words.get(1);
        return switch (words.get(0)) {
            case "jwt" -> new Jwt(issuer, words.get(2), words.subList(3, words.size()));
            case "introspection",
                    "signed-introspection",
                    "bearer-introspection",
                    "granted-introspection",
                    "client-introspection" -> asking(words);
            case "both" ->
                new Both(issuer, words.get(2), words.get(3), URI.create(words.get(4)), Duration.parse(words.get(5)));
            case "dpop" -> new Proven(issuer, words.get(2), Dpop.builder());
            case "dpop-nonce" ->
                new Proven(
                        issuer, words.get(2), Dpop.builder().requireNonce(NonceProvider.local(Duration.ofMinutes(1))));
            case "everything" -> Everything.of(words);
            case "mcp" -> new Mcp(issuer, words.get(2));
            default -> throw new IllegalArgumentException(words.get(0));
        };
    }

    private static Validation asking(List<String> words) {
        ClientAuthentication client = ClientAuthentication.basic(words.get(2), words.get(3));
        Duration cache = Duration.parse(words.get(4));
        return new Asking(words.get(1), client, cache, words.subList(5, words.size()), words.get(0));
    }

    private static KeySource keys(String issuer, Clock clock) {
        return RemoteKeySource.builder()
                .issuer(issuer)
                .insecureLoopbackHttp()
                .clock(clock)
                .build();
    }

    /** Looks into the token. */
    record Jwt(String issuer, String profile, List<String> audience) implements Validation {

        private static final Map<String, JwtProfile> PROFILES = Map.of(
                "RFC9068",
                JwtProfile.RFC9068,
                "KEYCLOAK",
                JwtProfile.KEYCLOAK,
                "SPRING_AUTHORIZATION_SERVER",
                JwtProfile.SPRING_AUTHORIZATION_SERVER,
                "LEMONLDAP_NG",
                JwtProfile.LEMONLDAP_NG,
                "CAS",
                cas(),
                "TEST_SERVER",
                testServer(),
                "MOCK_OAUTH2_SERVER",
                mockOauth2Server().build(),
                "MOCK_OAUTH2_SERVER_WITH_NONCE",
                mockOauth2Server().acceptNonce().build());

        /** Servers for tests write little into their tokens, and the nonce of the client. */
        private static JwtProfile testServer() {
            return JwtProfile.builder("TEST_SERVER")
                    .acceptTyp("JWT")
                    .acceptNonce()
                    .acceptMissingClaims("client_id", "jti")
                    .refuseClaim("at_hash")
                    .build();
        }

        /** Every token has a nonce, and only ID tokens the hash of another one. */
        private static JwtProfile cas() {
            return JwtProfile.builder("CAS")
                    .acceptTyp("JWT")
                    .acceptNonce()
                    .refuseClaim("at_hash")
                    .build();
        }

        private static JwtProfile.Builder mockOauth2Server() {
            return JwtProfile.builder("MOCK_OAUTH2_SERVER").acceptTyp("JWT").acceptMissingClaims("client_id");
        }

        @Override
        public ResourceProtector protector(Deployment.Clocks clocks) {
            JwtProfile known = PROFILES.get(profile);
            if (known == null) {
                throw new IllegalArgumentException("no profile " + profile);
            }
            return ResourceProtector.with(JwtValidator.builder()
                    .issuer(issuer)
                    .audience(audience.toArray(String[]::new))
                    .profile(known)
                    .keys(keys(issuer, clocks.keys()))
                    .clock(clocks.tokens())
                    .build());
        }
    }

    /** Asks the server. */
    record Asking(String issuer, ClientAuthentication client, Duration cache, List<String> audience, String kind)
            implements Validation {

        @Override
        public ResourceProtector protector(Deployment.Clocks clocks) {
            IntrospectionValidator.Builder builder = IntrospectionValidator.builder()
                    .issuer(issuer)
                    .client(client)
                    .audience(audience.toArray(String[]::new))
                    .cacheFor(cache)
                    .clock(clocks.tokens())
                    .insecureLoopbackHttp();
            switch (kind) {
                case "signed-introspection" -> builder.requireSignedResponses().keys(keys(issuer, clocks.keys()));
                case "bearer-introspection" -> builder.requireClaim("token_type", "Bearer");
                case "granted-introspection" -> builder.requireClaim("grant_type");
                case "client-introspection" -> builder.acceptAudienceFromClientId();
                default -> {}
            }
            return ResourceProtector.with(builder.build());
        }
    }

    /** Looks into JWTs with keys that it was given, and asks about the rest, with the defaults of the library. */
    record Both(String issuer, String audience, String keys, URI endpoint, Duration cache) implements Validation {

        @Override
        public ResourceProtector protector(Deployment.Clocks clocks) {
            JwtValidator jwts = JwtValidator.builder()
                    .issuer(issuer)
                    .audience(audience)
                    .keys(KeySource.jwkSet(new String(Base64.getDecoder().decode(keys), UTF_8)))
                    .build();
            IntrospectionValidator introspection = IntrospectionValidator.builder()
                    .endpoint(endpoint)
                    .client(ClientAuthentication.basic("api", "secret"))
                    .audience(audience)
                    .cacheFor(cache)
                    .insecureLoopbackHttp()
                    .build();
            System.err.println(introspection);
            return ResourceProtector.with(jwts, introspection);
        }
    }

    /** Looks into the token, and wants a proof with it. */
    record Proven(String issuer, String audience, Dpop.Builder dpop) implements Validation {

        @Override
        public ResourceProtector protector(Deployment.Clocks clocks) {
            return ResourceProtector.builder()
                    .validator(JwtValidator.builder()
                            .issuer(issuer)
                            .audience(audience)
                            .keys(keys(issuer, clocks.keys()))
                            .clock(clocks.tokens())
                            .build())
                    .senderConstraint(dpop.clock(clocks.tokens()).build())
                    .requireSenderConstraint()
                    .build();
        }
    }

    /** Looks into the token, and lets clients find out by themselves where to get one. */
    record Mcp(String issuer, String resource) implements Validation {

        @Override
        public ResourceProtector protector(Deployment.Clocks clocks) {
            return ResourceProtector.builder()
                    .validator(JwtValidator.builder()
                            .issuer(issuer)
                            .audience(resource)
                            .keys(keys(issuer, clocks.keys()))
                            .clock(clocks.tokens())
                            .build())
                    .metadata(ResourceMetadata.builder()
                            .resource(resource)
                            .authorizationServers(issuer)
                            .insecureLoopbackHttp()
                            .build())
                    .build();
        }

        @Override
        public Application application(Deployment.Clocks clocks) {
            return new McpApi(protector(clocks));
        }

        @Override
        public int port() {
            return URI.create(resource).getPort();
        }
    }
}
