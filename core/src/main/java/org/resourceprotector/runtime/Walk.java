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

    /**
     * The runtime tells the path templates of the application, the root resource, the locators and the method, joined.
     *
     * @param template each path to the letter, as it was declared
     */
    record Template(String template) implements Walk {}

    /**
     * The runtime tells what part of the request's path each locator matched.
     *
     * @param paths for each locator the path as far as it reached, undecoded, the one of the root resource first
     */
    record Paths(List<String> paths) implements Walk {}

    /** The runtime tells nothing. */
    enum Unknown implements Walk {
        /** The only such answer. */
        UNKNOWN
    }
}
