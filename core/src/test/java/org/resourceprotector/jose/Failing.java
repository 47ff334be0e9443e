package org.resourceprotector.jose;

import java.util.function.Supplier;

/** Throws anything anywhere, as languages without checked exceptions do. */
public final class Failing {

    private Failing() {}

    public static <T> Supplier<T> with(Throwable failure) {
        return () -> {
            throw unchecked(failure);
        };
    }

    /** Throws; the return type is for {@code throw} statements. */
    public static RuntimeException unchecked(Throwable failure) {
        return Failing.<RuntimeException>thrown(failure);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException thrown(Throwable failure) throws E {
        throw (E) failure;
    }
}
