package org.resourceprotector.servers.resources;

import java.time.Duration;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;

/** What the application registers: a protector, or nothing, if it is to be one that has forgotten it. */
public final class Protection {

    /** For servers that have just started on a machine that has other things to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Protection() {}

    /** A protector that lives as long as its class. */
    private static final class Constant {

        private static final ResourceProtector PROTECTOR = protector();

        private Constant() {}
    }

    /** The instances that the {@code Application} registers. */
    public static Set<Object> singletons() {
        return switch (Settings.get("protector", "own")) {
            case "none" -> Set.of();
            case "constant" -> Set.of(Constant.PROTECTOR);
            default -> Set.of(protector());
        };
    }

    private static ResourceProtector protector() {
        return builder().build();
    }

    /** Takes tokens that say their scopes, and, if there is an issuer, its JWTs and its opaque tokens. */
    public static ResourceProtector.Builder builder() {
        ResourceProtector.Builder protector = ResourceProtector.builder().validator(ScopesToken::validate);
        String issuer = Settings.get("issuer", "");
        if (!issuer.isEmpty()) {
            String audience = Settings.get("audience", "");
            protector
                    .validator(JwtValidator.builder()
                            .issuer(issuer)
                            .audience(audience)
                            .insecureLoopbackHttp()
                            .build())
                    .validator(IntrospectionValidator.builder()
                            .issuer(issuer)
                            .client(ClientAuthentication.basic("test-client", "test-secret"))
                            .audience(audience)
                            .insecureLoopbackHttp()
                            .timeout(PATIENCE)
                            .build());
        }
        return protector;
    }
}
