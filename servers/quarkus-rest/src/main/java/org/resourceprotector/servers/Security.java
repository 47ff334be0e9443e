package org.resourceprotector.servers;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Verdict;

/** What Quarkus REST needs: a provider that registers the protector. */
@Provider
public class Security implements Feature {

    /** A token that says its scopes. */
    record ScopesToken(String getName, Set<String> scopes) implements AccessToken {

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
        return ResourceProtector.builder()
                .validator(Security::validate)
                .acceptFormToken()
                .acceptQueryToken()
                .build();
    }

    /** {@code has.a.b} has the scopes {@code a} and {@code b}; {@code at.a.b} is named for the URI of the request, too. */
    private static Verdict validate(PresentedToken token) {
        String text = token.value();
        boolean isAt = text.startsWith("at.");
        return isAt || text.startsWith("has.")
                ? Verdict.accepted(new ScopesToken(
                        isAt ? String.valueOf(token.uri()) : "ada",
                        Set.of(text.substring(text.indexOf('.') + 1).split("\\.", -1))))
                : Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN));
    }
}
