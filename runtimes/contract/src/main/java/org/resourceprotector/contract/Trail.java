package org.resourceprotector.contract;

/**
 * Carries from a generated locator to the sub-resource that it leads to by which locators a request
 * came. Runtimes make the sub-resource on the thread of the locator, whether it returned an
 * instance or a class.
 */
public final class Trail {

    private static final ThreadLocal<String> PASSED = new ThreadLocal<>();

    private Trail() {}

    /**
     * Called by a locator before it answers.
     *
     * @param trail the locators up to here
     */
    public static void pass(String trail) {
        PASSED.set(trail);
    }

    /**
     * Called by the constructor of a sub-resource.
     *
     * @return the locators that led here
     */
    public static String received() {
        String trail = PASSED.get();
        if (trail == null) {
            throw new IllegalStateException("a sub-resource was made without a locator");
        }
        PASSED.remove();
        return trail;
    }
}
