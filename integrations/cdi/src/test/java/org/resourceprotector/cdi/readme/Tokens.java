package org.resourceprotector.cdi.readme;

import java.util.Optional;
import org.resourceprotector.token.AccessToken;

/** What an application knows of its tokens. */
interface Tokens {

    Optional<AccessToken> find(String token);
}
