package org.resourceprotector.testkit.readme;

import java.util.Optional;

/** The application's storage. */
final class Storage {

    static final Tokens tokens = token -> Optional.empty();

    private Storage() {}

    interface Tokens {
        Optional<ApiToken> find(String token);
    }
}
