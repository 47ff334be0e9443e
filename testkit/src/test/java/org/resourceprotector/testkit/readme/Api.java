package org.resourceprotector.testkit.readme;

import static org.resourceprotector.testkit.readme.Storage.tokens;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

@SuppressWarnings("deprecation")
public class Api extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(UserResource.class);
    }

    @Override
    public Set<Object> getSingletons() {
        return Set.of(ResourceProtector.with(TokenValidator.lookup(tokens::find)));
    }
}
