package org.resourceprotector.declaration.elsewhere;

import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Methods that only this package can override. */
public class Hidden {

    @Unprotected
    String open() {
        return "nobody else overrides this";
    }

    @Protected("hidden")
    String guarded() {
        return "overridden by way of Widened";
    }

    /** A class of the same package that opens one of the methods to all. */
    public static class Widened extends Hidden {

        @Override
        public String guarded() {
            return "from here on everybody can override this";
        }
    }
}
