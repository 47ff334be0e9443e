package org.resourceprotector.testkit.readme;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.NonceProvider;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.MetadataResponse;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** More lines of the README and of docs/ that stand alone; ReadmeTest compares them. */
final class FeatureSnippets {

    private FeatureSnippets() {}

    static ResourceProtector senderConstrained(JwtValidator jwts, UnaryOperator<URI> here) {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(jwts)
                .senderConstraint(Dpop.builder().publicUri(here).build())
                .senderConstraint(MutualTls.fromTls())
                .requireSenderConstraint()
                .build();
        return protector;
    }

    static ResourceProtector withProofs(TokenValidator tokens, UnaryOperator<URI> here) {
        return ResourceProtector.builder()
                .validator(tokens)
                .senderConstraint(Dpop.builder().publicUri(here).build())
                .build();
    }

    static Dpop.Builder behindAProxy() {
        return Dpop.builder().publicUri(uri -> URI.create("https://api.example.com" + uri.getRawPath()));
    }

    static Dpop.Builder withNonces(byte[] key) {
        return Dpop.builder().requireNonce(NonceProvider.shared(Duration.ofMinutes(5), key));
    }

    static Set<MutualTls> certificates() {
        MutualTls direct = MutualTls.fromTls();
        MutualTls behindProxy = MutualTls.fromHeader("Client-Cert", ClientCertificateFormat.RFC9440)
                .trustedProxies("10.0.0.0/8");
        return Set.of(direct, behindProxy);
    }

    static ResourceProtector withMetadata(JwtValidator jwts) {
        return ResourceProtector.builder()
                .validator(jwts)
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com")
                        .authorizationServers("https://login.example.com")
                        .build())
                .build();
    }

    static ResourceProtector withMetadataOfAPath(JwtValidator jwts) {
        return ResourceProtector.builder()
                .validator(jwts)
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/orders")
                        .authorizationServers("https://login.example.com")
                        .name("Orders")
                        .build())
                .build();
    }

    static boolean isMetadata(ResourceProtector protector, String method, String path) {
        MetadataHandler metadata = protector.metadataBelow("");
        MetadataResponse found = metadata.handle(method, path);
        return found != null;
    }

    static ResourceProtector withSeveralResources(JwtValidator jwts) {
        return ResourceProtector.builder()
                .validator(jwts)
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/orders")
                        .endpointsBelow("/orders")
                        .build())
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/mcp")
                        .endpointsBelow("/mcp")
                        .build())
                .build();
    }

    static ResourceProtector forMcp() {
        return ResourceProtector.builder()
                .validator(JwtValidator.builder()
                        .issuer("https://login.example.com")
                        .audience("https://api.example.com/mcp")
                        .build())
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/mcp")
                        .authorizationServers("https://login.example.com")
                        .build())
                .build();
    }

    static ResourceProtector withHierarchy(JwtValidator jwts) {
        return ResourceProtector.builder()
                .validator(jwts)
                .scopeHierarchy(ScopeHierarchy.builder()
                        .implies("files", "files.write")
                        .implies("files.write", "files.read")
                        .build())
                .build();
    }

    static TokenValidator ownTokens(JwtValidator jwts, Users users) {
        TokenValidator validator = jwts.as(token -> new UserToken(users.find(token.subject()), token));
        return validator;
    }

    /** What an application knows of its users. */
    interface Users {

        Map<String, Object> find(@Nullable String subject);
    }

    /** A token with what the application knows. */
    record UserToken(Map<String, Object> user, AccessToken token) implements AccessToken {

        @Override
        public String getName() {
            return token.getName();
        }

        @Override
        public Set<String> scopes() {
            return token.scopes();
        }

        @Override
        public @Nullable Confirmation confirmation() {
            return token.confirmation();
        }

        @Override
        public String toString() {
            return "UserToken";
        }
    }
}
