package org.resourceprotector.contract;

import java.util.Set;

/** An {@code Application} that Quarkus is to have as it is, with its list of classes, and makes an instance of by itself. */
public interface Listing {

    /** Classes that are in the archive, too, and not listed. */
    default Set<Class<?>> unlisted() {
        return Set.of();
    }
}
