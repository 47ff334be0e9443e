package org.resourceprotector.benchmarks.peers.dropwizard;

import java.security.Principal;
import java.util.Set;

/**
 * Who asks. Immutable, thread-safe.
 *
 * @param name the subject of the token
 * @param scopes of the token
 */
public record User(String name, Set<String> scopes) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
