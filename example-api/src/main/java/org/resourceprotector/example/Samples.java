package org.resourceprotector.example;

import java.util.List;

/** Where tokens to try the API with come from: an authorization server in small. */
public interface Samples {

    /** A good token; the scopes are separated by blanks. */
    Sample good(String user, String scopes);

    /** Tokens that must be refused, each for another reason. */
    List<Sample> bad();

    /** Commands that set the variables of the shell that stand for tokens. */
    default List<String> preparation() {
        return List.of();
    }
}
