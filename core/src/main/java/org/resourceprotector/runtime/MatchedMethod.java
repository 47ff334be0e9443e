package org.resourceprotector.runtime;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A sub-resource locator that a request went through, or a resource method that it came to.
 *
 * @param resource the class of the resource that has the method
 * @param annotated the method whose annotations the runtime took; the same if it does not tell
 * @param isOfObject whether the class is that of an object that was looked at, and not only what
 *     the runtime named
 * @param owners finds the classes of the resource that a locator was added to by a program; perhaps
 *     its own is among them
 */
public record MatchedMethod(
        Class<?> resource, Method method, Method annotated, boolean isOfObject, Supplier<Set<Class<?>>> owners) {

    /** A method that nobody added to another class. */
    public MatchedMethod(Class<?> resource, Method method, Method annotated, boolean isOfObject) {
        this(resource, method, annotated, isOfObject, Set::of);
    }

    /** A method of a class that the runtime named. */
    public MatchedMethod(Class<?> resource, Method method) {
        this(resource, method, method, false);
    }
}
