package org.resourceprotector.jose;

import java.io.Serial;

/**
 * A text is not a JSON object, or not one that everybody reads in the same way. The message names
 * the rule that was broken and holds nothing of the text.
 */
public final class MalformedJsonException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String rule) {
        super(rule, null, false, false);
    }
}
