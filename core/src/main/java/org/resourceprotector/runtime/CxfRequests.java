package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Apache CXF names the locators and the method, by the {@code OperationResourceInfoStack} of its current message. It names
 * the types that were declared; the class behind one is known from what its provider hands out.
 */
final class CxfRequests implements MatchedRequests {

    private final Accessor currentMessage;
    private final Accessor stack;
    private final Accessor operation;
    private final Accessor method;
    private final Accessor classInfo;
    private final Accessor serviceClass;
    private final Accessor provider;
    private final Accessor providedClass;
    private final Accessor isSingleton;
    private final Method instance;
    private final Method release;

    /** CXF's own provider, which makes instances of the class that it names. */
    private final Class<?> madeOf;

    /** What the other providers that make more than one instance hand out: each of them is asked for one that nobody uses. */
    private final Map<Object, Class<?>> handedOut = Collections.synchronizedMap(new WeakHashMap<>());

    private CxfRequests(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> message = Class.forName("org.apache.cxf.message.Message", false, loader);
        Class<?> stackType = Class.forName("org.apache.cxf.jaxrs.model.OperationResourceInfoStack", false, loader);
        Class<?> operationType = Class.forName("org.apache.cxf.jaxrs.model.OperationResourceInfo", false, loader);
        Class<?> classInfoType = Class.forName("org.apache.cxf.jaxrs.model.ClassResourceInfo", false, loader);
        Class<?> providerType = Class.forName("org.apache.cxf.jaxrs.lifecycle.ResourceProvider", false, loader);
        this.currentMessage = Accessor.ofStatic(
                Class.forName("org.apache.cxf.jaxrs.utils.JAXRSUtils", false, loader), "getCurrentMessage");
        this.stack = Accessor.of(message, "get", Class.class, stackType);
        this.operation = Accessor.of(
                Class.forName("org.apache.cxf.jaxrs.model.MethodInvocationInfo", false, loader), "getMethodInfo");
        this.method = Accessor.of(operationType, "getMethodToInvoke");
        this.classInfo = Accessor.of(operationType, "getClassResourceInfo");
        this.serviceClass = Accessor.of(classInfoType, "getServiceClass");
        this.provider = Accessor.of(classInfoType, "getResourceProvider");
        this.providedClass = Accessor.of(providerType, "getResourceClass");
        this.isSingleton = Accessor.of(providerType, "isSingleton");
        this.instance = providerType.getMethod("getInstance", message);
        this.release = providerType.getMethod("releaseInstance", message, Object.class);
        this.madeOf = Class.forName("org.apache.cxf.jaxrs.lifecycle.PerRequestResourceProvider", false, loader);
    }

    /** How to ask CXF; null if a type is not one of CXF's. */
    static @Nullable MatchedRequests of(Class<?> type) {
        try {
            return type.getName().startsWith("org.apache.cxf.jaxrs.") ? new CxfRequests(type.getClassLoader()) : null;
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    @Override
    public Walk walk(UriInfo uri) {
        List<?> operations = operations();
        List<WalkedLocator> walked = new ArrayList<>(operations.size() - 1);
        for (Object invoked : operations.subList(0, operations.size() - 1)) {
            Object called = operation.get(invoked);
            walked.add(new WalkedLocator(resource(called), method.get(called, Method.class)));
        }
        return new Walk.Locators(walked);
    }

    private List<?> operations() {
        List<?> operations = stack.get(message(), List.class);
        if (operations.isEmpty()) {
            throw new IllegalStateException("CXF matched no method");
        }
        return operations;
    }

    private Object message() {
        return Objects.requireNonNull(currentMessage.get(null), "CXF has no current message");
    }

    private Class<?> resource(@Nullable Object called) {
        Class<?> named = serviceClass.get(classInfo.get(called), Class.class);
        Class<?> actual = implementation(called, named);
        return actual == null ? named : actual;
    }

    @Override
    public @Nullable Class<?> implementation(Class<?> named) {
        List<?> operations = operations();
        return implementation(operation.get(operations.get(operations.size() - 1)), named);
    }

    private @Nullable Class<?> implementation(@Nullable Object called, Class<?> named) {
        Object source = provider.get(classInfo.get(called));
        if (source == null) {
            return null;
        }
        Class<?> provided = providedClass.get(source, Class.class);
        if (!madeOf.equals(source.getClass())) {
            Class<?> handedOut =
                    Boolean.TRUE.equals(isSingleton.get(source)) ? handedOut(source) : handedOutBefore(source);
            provided = isOf(named, handedOut) ? handedOut : provided;
        }
        return isOf(named, provided) && !Runtimes.hidesImplementation(provided) ? provided : null;
    }

    /** Whether a class can be the one behind what was named; a bean is not of the class of its client proxy. */
    private static boolean isOf(Class<?> named, Class<?> actual) {
        return named.isAssignableFrom(actual) || ClientProxies.isProxy(named);
    }

    /** What a provider hands out may be of another class than it names, but it is of one class as a rule. */
    private Class<?> handedOutBefore(Object source) {
        Class<?> known = handedOut.get(source);
        if (known == null) {
            known = handedOut(source);
            handedOut.put(source, known);
        }
        return known;
    }

    private Class<?> handedOut(Object source) {
        try {
            Object message = message();
            Object resource =
                    Objects.requireNonNull(instance.invoke(source, message), "CXF has no instance of a resource");
            Class<?> type = ClientProxies.classOf(resource);
            if (!Boolean.TRUE.equals(isSingleton.get(source))) {
                release.invoke(source, message, resource);
            }
            return type;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("CXF has no instance of a resource", e);
        }
    }

    @Override
    public boolean bindsBelowRoot() {
        return true;
    }
}
