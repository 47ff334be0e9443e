package org.resourceprotector.runtime;

import java.lang.reflect.Method;

/**
 * A sub-resource locator that a request went through.
 *
 * @param resource the class of the resource that has the locator
 * @param method the locator
 */
public record WalkedLocator(Class<?> resource, Method method) {}
