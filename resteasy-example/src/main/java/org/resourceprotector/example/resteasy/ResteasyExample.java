package org.resourceprotector.example.resteasy;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.console.ConsoleResource;
import org.resourceprotector.console.RecentDecisions;
import org.resourceprotector.example.Api;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Settings;
import org.resourceprotector.example.Social;
import org.resourceprotector.example.Social.User;
import org.resourceprotector.jwt.JwtAccessToken;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.AccessToken;

/** The social API on RESTEasy and Undertow. Its access tokens are JWTs of an authorization server. */
public final class ResteasyExample {

    private ResteasyExample() {}

    /** The caller, with one scope, and with any token. */
    @Path("/user")
    @Produces(MediaType.APPLICATION_JSON)
    public static final class UserResource {

        private final Social social;

        UserResource(Social social) {
            this.social = social;
        }

        @GET
        @Protected("profile")
        public User profile(@Context SecurityContext security) {
            JwtAccessToken token = AccessToken.require(security, JwtAccessToken.class);
            return social.owner(token).withoutEmail();
        }

        @GET
        @Path("/anything")
        @Protected
        public Grant anything(@Context SecurityContext security) {
            JwtAccessToken token = AccessToken.require(security, JwtAccessToken.class);
            return new Grant(social.owner(token).name(), token.scopes());
        }

        /** Who the caller is and what the token allows. */
        public record Grant(String user, Set<String> scopes) {}
    }

    /** What operators see of all this. */
    @Path("/console")
    @Protected("console")
    public static final class Console extends ConsoleResource {

        Console(ResourceProtector protector, RecentDecisions decisions) {
            super(protector, decisions);
        }
    }

    static Example start(Settings settings) {
        Optional<Issuer> named = Issuer.named(settings);
        Optional<Nginx> nginx = Nginx.named(settings);
        Database database = Database.open(settings);
        Issuer issuer = named.orElseGet(Issuer::ours);

        JwtValidator validator = JwtValidator.builder()
                .issuer(issuer.name())
                .audience(issuer.audience())
                .profile(issuer.profile())
                // lets a server on this machine do without https; otherwise no line about keys is needed
                .keys(RemoteKeySource.builder()
                        .issuer(issuer.name())
                        .insecureLoopbackHttp()
                        .build())
                .build();
        RecentDecisions decisions = new RecentDecisions();
        ResourceProtector.Builder builder =
                ResourceProtector.builder().validator(validator).listener(decisions);
        issuer.metadata().ifPresent(builder::metadata);
        nginx.ifPresent(proxy -> builder.senderConstraint(Nginx.certificates()));
        ResourceProtector protector = builder.build();
        Social social = new Social(database);
        Api api = new Api(protector, social, new UserResource(social), new Console(protector, decisions));

        return nginx.map(proxy ->
                        proxy.start(Example.start(settings, api, proxy.samples(issuer), proxy, issuer, database)))
                .orElseGet(() -> Example.start(settings, api, issuer, issuer, database));
    }

    public static void main(String[] arguments) throws Exception {
        Example.run("resteasy-example", ResteasyExample::start);
    }
}
