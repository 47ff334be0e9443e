package org.resourceprotector.servers;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/** What Quarkus REST needs: a provider that registers the protector. */
@Provider
public class Security implements Feature {

    /** A token that says its scopes. */
    record ScopesToken(Set<String> scopes) implements AccessToken {

        @Override
        public String getName() {
            return "ada";
        }

        @Override
        public String toString() {
            return "ScopesToken";
        }
    }

    @Override
    public boolean configure(FeatureContext context) {
        // an application that has forgotten it
        if (Boolean.getBoolean("servers.unprotected")) {
            return false;
        }
        return protector().configure(context);
    }

    static ResourceProtector protector() {
        return ResourceProtector.with(TokenValidator.lookup(Security::find));
    }

    /** {@code has.a.b} is a token with the scopes {@code a} and {@code b}. */
    private static Optional<ScopesToken> find(String token) {
        return token.startsWith("has.")
                ? Optional.of(
                        new ScopesToken(Set.of(token.substring("has.".length()).split("\\.", -1))))
                : Optional.empty();
    }
}
