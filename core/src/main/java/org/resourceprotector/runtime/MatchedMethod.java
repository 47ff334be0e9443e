package org.resourceprotector.runtime;

import java.lang.reflect.Method;

/**
 * A sub-resource locator that a request went through, or a resource method that it came to.
 *
 * @param resource the class of the resource that has the method
 * @param annotated the method whose annotations the runtime took; the same if it does not tell
 * @param isOfObject whether the class is that of an object that was looked at, and not only what
 *     the runtime named
 */
public record MatchedMethod(Class<?> resource, Method method, Method annotated, boolean isOfObject) {

    /** A method of a class that the runtime named. */
    public MatchedMethod(Class<?> resource, Method method) {
        this(resource, method, method, false);
    }
}
