package org.resourceprotector.testkit.readme;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** What Quarkus REST needs, as docs/runtimes.md shows it. */
interface QuarkusSnippet {

    TokenValidator validator = TokenValidator.lookup(token -> Optional.empty());

    @Provider
    public class Security implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            return ResourceProtector.with(validator).configure(context);
        }
    }
}
