package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Apache CXF names the locators and the method, by the {@code OperationResourceInfoStack} of its current message. It names
 * the types that were declared; the class behind one is known if its provider tells it, or always hands out the same object.
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
        if (named.isAssignableFrom(provided) && !Runtimes.hidesImplementation(provided)) {
            return provided;
        }
        if (!Boolean.TRUE.equals(isSingleton.get(source))) {
            return null;
        }
        try {
            Object resource = instance.invoke(source, message());
            Class<?> actual = resource == null ? null : ClientProxies.classOf(resource);
            return actual == null || Runtimes.hidesImplementation(actual) ? null : actual;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("CXF has no instance of a resource", e);
        }
    }

    @Override
    public boolean bindsBelowRoot() {
        return true;
    }
}
