package org.resourceprotector.declaration;

import java.io.Serial;

/** A declaration that cannot be a rule. The message names the place, and what to write instead. */
public final class InvalidDeclaration extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    InvalidDeclaration(String place, String problem) {
        super(place + ": " + problem);
    }

    InvalidDeclaration(String place, IllegalArgumentException problem) {
        super(place + ": " + problem.getMessage(), problem);
    }
}
