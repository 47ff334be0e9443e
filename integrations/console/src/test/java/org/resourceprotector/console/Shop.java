package org.resourceprotector.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;

/** A small application with a console. */
final class Shop extends Application {

    /** Tokens by their value. */
    static final Map<String, Token> TOKENS =
            Map.of("operator", new Token("olga", Set.of("ops")), "reader", new Token("rita", Set.of("orders:read")));

    record Token(String getName, Set<String> scopes) implements AccessToken {}

    @Path("/ops/console")
    @Protected("ops")
    public static class OpsConsole extends ConsoleResource {
        public OpsConsole(ResourceProtector protector, RecentDecisions decisions) {
            super(protector, decisions);
        }
    }

    /** Permits everybody. */
    public static final class OwnOrder implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    @Path("/orders")
    @Protected("orders:read")
    public static class Orders {

        @GET
        public String all() {
            return "all";
        }

        @POST
        @Protected(
                value = {"orders:read orders:write", "admin"},
                roles = "\"Super User\"",
                acr = "gold",
                maxAge = 300,
                audience = "https://shop.example.com",
                conditions = OwnOrder.class)
        public String add() {
            return "added";
        }
    }

    @Path("/health")
    public static class Health {

        @GET
        public String health() {
            return "up";
        }
    }

    final RecentDecisions decisions = new RecentDecisions();
    final ResourceProtector protector = protector(decisions);
    private final boolean isProtected;

    Shop(boolean isProtected) {
        this.isProtected = isProtected;
    }

    static ResourceProtector protector(RecentDecisions decisions) {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(Shop::find))
                .listener(decisions)
                .build();
    }

    private static Optional<Token> find(String token) {
        if (token.equals("outage")) {
            throw new ValidationUnavailableException("the database is down");
        }
        return Optional.ofNullable(TOKENS.get(token));
    }

    @Override
    @SuppressWarnings("deprecation") // instances are registered there on every runtime
    public Set<Object> getSingletons() {
        OpsConsole console = new OpsConsole(protector, decisions);
        return isProtected
                ? Set.of(protector, console, new Orders(), new Health())
                : Set.of(console, new Orders(), new Health());
    }
}
