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
 * Apache CXF names the locators and the method, by the {@code OperationResourceInfoStack} of its
 * current message. It names the types that were declared; the class behind one is known from what
 * its provider returns.
 */
final class CxfRequests implements MatchedRequests {

    private static final String UNWRAPPER = "org.apache.cxf.common.util.ClassUnwrapper";

    private static final String ROOT_INSTANCE = "service.root.instance";
    private static final String ROOT_PROVIDER = "service.root.provider";
    private static final String LAST_INSTANCE = "org.apache.cxf.service.object.last";

    private final Accessor currentMessage;
    private final Accessor exchange;
    private final Accessor bus;
    private final Accessor unwrapper;
    private final Accessor stack;
    private final Accessor operation;
    private final Accessor method;
    private final Accessor isLocator;
    private final Accessor classInfo;
    private final Accessor serviceClass;
    private final Accessor provider;
    private final Accessor providedClass;
    private final Accessor isSingleton;
    private final Method instance;
    private final Method release;

    /** CXF's own provider, which makes instances of the class that it names. */
    private final Class<?> madeOf;

    /** The class of what another provider returns for a resource, by CXF's description of it; {@link Several} if it is not one. */
    private final Map<Object, Class<?>> classes = Collections.synchronizedMap(new WeakHashMap<>());

    /** What the container tells of a class; it has the same beans as long as it runs. */
    private final Map<Class<?>, Boolean> produced = Collections.synchronizedMap(new WeakHashMap<>());

    /** Takes the place of a class, if there are several. */
    private interface Several {}

    private CxfRequests(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> message = Class.forName("org.apache.cxf.message.Message", false, loader);
        Class<?> stackType = Class.forName("org.apache.cxf.jaxrs.model.OperationResourceInfoStack", false, loader);
        Class<?> operationType = Class.forName("org.apache.cxf.jaxrs.model.OperationResourceInfo", false, loader);
        Class<?> classInfoType = Class.forName("org.apache.cxf.jaxrs.model.ClassResourceInfo", false, loader);
        Class<?> providerType = Class.forName("org.apache.cxf.jaxrs.lifecycle.ResourceProvider", false, loader);
        this.currentMessage = Accessor.ofStatic(loader, "org.apache.cxf.jaxrs.utils.JAXRSUtils", "getCurrentMessage");
        this.exchange = Accessor.of(message, "getExchange");
        this.bus = Accessor.of(loader, "org.apache.cxf.message.Exchange", "getBus");
        this.unwrapper =
                Accessor.of(Class.forName("org.apache.cxf.Bus", false, loader), "getProperty", String.class, UNWRAPPER);
        this.stack = Accessor.of(message, "get", Class.class, stackType);
        this.operation = Accessor.of(loader, "org.apache.cxf.jaxrs.model.MethodInvocationInfo", "getMethodInfo");
        this.method = Accessor.of(operationType, "getMethodToInvoke");
        this.isLocator = Accessor.of(operationType, "isSubResourceLocator");
        this.classInfo = Accessor.of(operationType, "getClassResourceInfo");
        this.serviceClass = Accessor.of(classInfoType, "getServiceClass");
        this.provider = Accessor.of(classInfoType, "getResourceProvider");
        this.providedClass = Accessor.of(providerType, "getResourceClass");
        this.isSingleton = Accessor.of(providerType, "isSingleton");
        this.instance = providerType.getMethod("getInstance", message);
        this.release = providerType.getMethod("releaseInstance", message, Object.class);
        this.madeOf = Class.forName("org.apache.cxf.jaxrs.lifecycle.PerRequestResourceProvider", false, loader);
    }

    /** How to ask CXF; null if a type is not CXF's, or this version has other methods. */
    static @Nullable MatchedRequests of(Class<?> type) {
        try {
            return type.getName().startsWith("org.apache.cxf.jaxrs.") ? new CxfRequests(type.getClassLoader()) : null;
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    @Override
    public List<MatchedMethod> locators(UriInfo uri) {
        List<?> operations = operations();
        List<MatchedMethod> walked = new ArrayList<>(operations.size() - 1);
        for (Object invoked : operations.subList(0, operations.size() - 1)) {
            Object called = operation.get(invoked);
            Class<?> named = serviceClass.get(classInfo.get(called), Class.class);
            Class<?> actual = walked.isEmpty() ? implementation(called, named, operations.size()) : null;
            Method locator = method.get(called, Method.class);
            walked.add(new MatchedMethod(actual == null ? named : actual, locator, locator, actual != null));
        }
        return walked;
    }

    /**
     * What was matched, without what was matched before a filter suspended the request: then CXF matches it once more. What
     * is no locator was the end of one of them.
     */
    private List<?> operations() {
        List<?> operations = stack.get(message(), List.class);
        if (operations.isEmpty()) {
            throw new IllegalStateException("CXF matched no method");
        }
        int start = operations.size() - 1;
        while (start > 0 && Boolean.TRUE.equals(isLocator.get(operation.get(operations.get(start - 1))))) {
            start--;
        }
        return operations.subList(start, operations.size());
    }

    private Object message() {
        return Objects.requireNonNull(currentMessage.get(null), "CXF has no current message");
    }

    @Override
    public @Nullable Class<?> implementation(Class<?> named) {
        List<?> operations = operations();
        return operations.size() == 1 ? implementation(operation.get(operations.get(0)), named, 1) : null;
    }

    /**
     * The class that the provider of a root returns. A sub-resource of the same class may show that
     * provider, too.
     *
     * @param methods how many methods were matched from the root on
     */
    private @Nullable Class<?> implementation(@Nullable Object called, Class<?> named, int methods) {
        Object info = Objects.requireNonNull(classInfo.get(called), "CXF names no resource");
        Object source = provider.get(info);
        if (source == null) {
            return null;
        }
        Class<?> provided = providedClass.get(source, Class.class);
        if (!madeOf.equals(source.getClass())) {
            Class<?> handedOut = handedOut(info, source, methods);
            provided = isOf(named, handedOut) && !isBehind(provided, named, handedOut) ? handedOut : provided;
        }
        return isOf(named, provided) && !Runtimes.hidesImplementation(provided) ? provided : null;
    }

    /** Whether CXF knows the class behind what its provider returns, such as a proxy of the platform's that it unwraps. */
    private static boolean isBehind(Class<?> provided, Class<?> named, Class<?> handedOut) {
        return Runtimes.hidesImplementation(handedOut)
                && named.isAssignableFrom(provided)
                && !Runtimes.hidesImplementation(provided);
    }

    /** Whether a class can be behind what was named. A bean is not of the class of its proxy. */
    private static boolean isOf(Class<?> named, Class<?> actual) {
        return named.isAssignableFrom(actual) || BeanProxies.isProxy(named);
    }

    /**
     * The class of what a provider returns for this request: of the instance that will run, or that the only locator was called
     * on. Of the one that several locators began with, CXF keeps nothing: its class is known if the provider has always handed
     * out the same.
     */
    private Class<?> handedOut(Object info, Object source, int methods) {
        @SuppressWarnings("unchecked")
        Map<String, Object> exchanged = (Map<String, Object>) exchange.get(message(), Map.class);
        Object instance = methods == 2 ? exchanged.get(LAST_INSTANCE) : root(exchanged, source, methods == 1);
        Class<?> type = BeanProxies.classOf(Objects.requireNonNull(instance, "CXF has no instance of a resource"));
        Class<?> known = classes.putIfAbsent(info, type);
        if (known != null && known != type) {
            classes.put(info, Several.class);
        }
        if (methods > 2 && classes.get(info) == Several.class) {
            throw new IllegalStateException(source.getClass().getName() + " hands out instances of several classes, and"
                    + " nobody knows on which of them the first of several sub-resource locators was called");
        }
        return type;
    }

    /** The instance of a root, which CXF takes and gives back, if it is to be kept for it; else one that nobody uses. */
    private Object root(Map<String, Object> exchanged, Object source, boolean isKept) {
        Object kept = exchanged.get(ROOT_PROVIDER) == source ? exchanged.get(ROOT_INSTANCE) : null;
        if (kept != null) {
            return kept;
        }
        try {
            Object message = message();
            Object made = Objects.requireNonNull(instance.invoke(source, message), "CXF has no instance of a resource");
            if (isKept) {
                exchanged.put(ROOT_INSTANCE, made);
                exchanged.put(ROOT_PROVIDER, source);
            } else if (!Boolean.TRUE.equals(isSingleton.get(source))) {
                release.invoke(source, message, made);
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("CXF has no instance of a resource", e);
        }
    }

    /**
     * CXF names the class of the client proxy of a sub-resource; with an unwrapper for CDI, the
     * class that it is made from. The bean is of that class as well, unless a producer makes it.
     */
    @Override
    public boolean mayStandForBean(Class<?> named) {
        if (BeanProxies.isProxy(named)) {
            Class<?> type = named.getSuperclass();
            return !BeanProxies.isOfWeld(named) || type == Object.class || mayBeProduced(type, true);
        }
        Object deployed = bus.get(exchange.get(message()));
        return deployed != null && unwrapper.get(deployed) != null && mayBeProduced(named, false);
    }

    private boolean mayBeProduced(Class<?> type, boolean otherwise) {
        Boolean known = produced.get(type);
        if (known == null) {
            known = Beans.mayBeProduced(type);
            if (known == null) {
                return otherwise;
            }
            produced.put(type, known);
        }
        return known;
    }

    @Override
    public boolean bindsBelowRoot() {
        return true;
    }
}
