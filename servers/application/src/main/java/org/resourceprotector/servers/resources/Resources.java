package org.resourceprotector.servers.resources;

import java.util.Set;

/** The root resources, for an {@code Application} that lists them. */
public final class Resources {

    private Resources() {}

    /** All of them. */
    public static Set<Class<?>> all() {
        return Set.of(
                Library.class,
                Declared.class,
                OfClass.class,
                Rows.CAndD.class,
                Rows.E.class,
                Rows.F.class,
                Rows.G.class,
                Rows.H.class,
                Rows.I.class,
                Rows.K.class,
                Rows.L.class,
                Rows.M.class,
                Rows.OfOpenPromise.class,
                Rows.OfOpenBase.class,
                Rows.O.class,
                Rows.P.class);
    }
}
