package org.resourceprotector.runtime;

import java.util.List;

/** What a runtime tells of the sub-resource locators that a request went through. Immutable. */
public sealed interface Walk {

    /**
     * The runtime names the locators.
     *
     * @param locators all of them, the one of the root resource first
     */
    record Locators(List<WalkedLocator> locators) implements Walk {}

    /** The runtime tells nothing. */
    enum Unknown implements Walk {
        /** The only such answer. */
        UNKNOWN
    }
}
