package org.resourceprotector.testkit.readme;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** What Quarkus REST needs, as docs/runtimes.md shows it. */
final class QuarkusSnippet {

    private QuarkusSnippet() {}

    static final TokenValidator validator = TokenValidator.lookup(token -> java.util.Optional.empty());

    @Provider
    public class Security implements Feature {
        public boolean configure(FeatureContext context) {
            return ResourceProtector.with(validator).configure(context);
        }
    }
}
