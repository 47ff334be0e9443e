package org.resourceprotector.example;

import java.net.URI;
import java.util.List;

/** Issues tokens to try an example with. */
public interface Samples {

    /** A good token; the scopes are separated by blanks. */
    String good(String user, String scopes);

    /** Tokens that must be refused, each for another reason. */
    List<String> bad();

    /** The command that tries the API at an address. */
    String tour(URI api);
}
