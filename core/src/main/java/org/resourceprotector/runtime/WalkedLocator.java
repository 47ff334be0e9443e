package org.resourceprotector.runtime;

import java.lang.reflect.Method;

/**
 * A sub-resource locator that a request went through.
 *
 * @param resource the class of the resource that has the locator
 * @param method the locator
 * @param isOfObject whether the class is that of an object that was looked at, and not only what the runtime named
 */
public record WalkedLocator(Class<?> resource, Method method, boolean isOfObject) {

    /**
     * A locator of a class that the runtime named.
     *
     * @param resource the class of the resource that has the locator
     * @param method the locator
     */
    public WalkedLocator(Class<?> resource, Method method) {
        this(resource, method, false);
    }
}
