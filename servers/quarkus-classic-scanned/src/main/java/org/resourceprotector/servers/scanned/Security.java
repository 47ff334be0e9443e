package org.resourceprotector.servers.scanned;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** A provider that registers the protector, unless this is to be an application that has forgotten it. */
@Provider
public class Security implements Feature {

    /** A token that has its scope as its value. */
    record ScopeToken(String getName, Set<String> scopes) implements AccessToken {

        @Override
        public String toString() {
            return "ScopeToken";
        }
    }

    private static final TokenValidator VALIDATOR = token -> token.value().startsWith("has.")
            ? Verdict.accepted(new ScopeToken("ada", Set.of(token.value().substring("has.".length()))))
            : Verdict.notMine();

    @Override
    public boolean configure(FeatureContext context) {
        if (!Boolean.getBoolean("servers.unprotected")) {
            context.register(ResourceProtector.with(VALIDATOR));
        }
        return true;
    }
}
