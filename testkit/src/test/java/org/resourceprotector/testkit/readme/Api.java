package org.resourceprotector.testkit.readme;

import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

@SuppressWarnings("deprecation")
public class Api extends Application {

    private final Tokens tokens = token -> Optional.empty();

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(UserResource.class);
    }

    @Override
    public Set<Object> getSingletons() {
        return Set.of(ResourceProtector.with(TokenValidator.lookup(tokens::find)));
    }

    /** The application's storage. */
    interface Tokens {
        Optional<ApiToken> find(String token);
    }
}
