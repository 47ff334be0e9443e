package org.resourceprotector.servers.beans;

import java.util.Set;

/** The root resources, for an {@code Application} that lists them. */
public final class Beans {

    private Beans() {}

    /** All of them. */
    public static Set<Class<?>> all() {
        return Set.of(
                OfRequest.class,
                OfApplication.class,
                Intercepted.class,
                OfEjb.class,
                LocalEjb.class,
                RuledEjb.class,
                PlainEjb.class);
    }
}
