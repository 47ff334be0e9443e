package org.resourceprotector.example.jersey;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.console.ConsoleResource;
import org.resourceprotector.console.RecentDecisions;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.example.Api;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Settings;
import org.resourceprotector.example.Social;
import org.resourceprotector.example.Social.User;
import org.resourceprotector.openapi.OpenApiSecurity;
import org.resourceprotector.openapi.SwaggerDocument;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** The social API on Jersey and Grizzly. Its access tokens are opaque: only the database knows what they stand for. */
public final class JerseyExample {

    private JerseyExample() {}

    /** An access token of this application. It carries whatever the resources need: here, the user. */
    record ApiToken(
            User user,
            Set<String> scopes,
            Instant expiresAt,
            boolean revoked,
            @Nullable Confirmation confirmation) implements AccessToken {

        @Override
        public String getName() {
            return user.name();
        }
    }

    /** The caller, with one scope, and with any token. */
    @Path("/user")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class UserResource {

        @GET
        @Protected("profile")
        public User profile(@Context SecurityContext security) {
            return AccessToken.require(security, ApiToken.class).user().withoutEmail();
        }

        @GET
        @Path("/anything")
        @Protected
        public Grant anything(@Context SecurityContext security) {
            ApiToken token = AccessToken.require(security, ApiToken.class);
            return new Grant(token.user().name(), token.scopes());
        }

        /** Who the caller is and what the token allows. */
        public record Grant(String user, Set<String> scopes) {}
    }

    /** What operators see of all this. */
    @Path("/console")
    @Protected("console")
    @Hidden // in the OpenAPI document
    public static final class Console extends ConsoleResource {

        Console(ResourceProtector protector, RecentDecisions decisions) {
            super(protector, decisions);
        }
    }

    static Example start(Settings settings) {
        Database database = Database.open(settings);
        Social social = new Social(database);
        Tokens tokens = new Tokens(database);

        RecentDecisions decisions = new RecentDecisions();
        ResourceProtector.Builder builder = ResourceProtector.builder()
                .validator(TokenValidator.lookup(tokens::find))
                .listener(decisions);
        Optional<String> jkt = settings.get("DPOP_JKT");
        if (jkt.isPresent()) {
            if (!jkt.get().matches("[A-Za-z0-9_-]{43}")) {
                throw new IllegalArgumentException("DPOP_JKT is the thumbprint of a key, 43 characters of base64url");
            }
            builder.senderConstraint(Dpop.builder().build());
        }
        ResourceProtector protector = builder.build();
        SwaggerDocument document = new SwaggerDocument(
                OpenApiSecurity.builder(protector)
                        .acquires("GET", "/export", "profile")
                        .build(),
                new OpenAPI().info(new Info().title("Social API").version("1")));
        Api api = new Api(protector, social, new UserResource(), document, new Console(protector, decisions));

        return Example.start(settings, api, new IssuedTokens(tokens, jkt), database);
    }

    public static void main(String[] arguments) throws Exception {
        Example.run("jersey-example", JerseyExample::start);
    }
}
