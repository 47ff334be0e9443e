package org.resourceprotector.introspection;

import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Verdict;

/** What came of asking: a token, whose times are still to be looked at, or a refusal whatever the time is. */
sealed interface IntrospectionResult {

    /** The server says that it is active, and it is one for us. */
    record Active(IntrospectedToken token) implements IntrospectionResult {}

    /** It is not active, or not one for us. */
    record Refused(Verdict verdict) implements IntrospectionResult {

        Refused(Rejection rejection) {
            this(Verdict.rejected(rejection));
        }
    }
}
