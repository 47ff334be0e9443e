package org.resourceprotector.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.Optional;
import org.resourceprotector.token.AccessToken;

/**
 * Hands out the token of the request where an application injects its own type of token. Not for use by applications.
 *
 * <p>Stateless, thread-safe.
 */
public final class TokenCreator implements SyntheticBeanCreator<AccessToken> {

    /** Called by the container. */
    public TokenCreator() {}

    @Override
    public AccessToken create(Instance<Object> lookup, Parameters parameters) {
        return current(lookup).require(type(parameters));
    }

    private static CurrentToken current(Instance<Object> lookup) {
        return lookup.select(CurrentToken.class).get();
    }

    private static Class<? extends AccessToken> type(Parameters parameters) {
        Class<?> type = parameters.get("type", Class.class);
        return type.asSubclass(AccessToken.class);
    }

    /**
     * The same for endpoints that need no token. Not for use by applications.
     *
     * <p>Stateless, thread-safe.
     */
    @SuppressWarnings("rawtypes")
    public static final class OfOptional implements SyntheticBeanCreator<Optional> {

        /** Called by the container. */
        public OfOptional() {}

        @Override
        public Optional create(Instance<Object> lookup, Parameters parameters) {
            return current(lookup).find(type(parameters));
        }
    }
}
