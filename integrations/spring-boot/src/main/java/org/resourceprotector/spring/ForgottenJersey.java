package org.resourceprotector.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Refuses an application that says how it is protected, and has no Jersey that could do it, or says so of a bean that is not a resource,
 * or a controller besides. Knows no class of Jakarta REST, because there may be none. Used by the thread that starts the application.
 */
final class ForgottenJersey implements SmartInitializingSingleton {

    private static final List<String> ADDING_RESOURCES = List.of(
            "org.glassfish.jersey.server.ResourceConfig",
            "org.springframework.boot.autoconfigure.jersey.ResourceConfigCustomizer",
            "org.springframework.boot.jersey.autoconfigure.ResourceConfigCustomizer");
    private static final List<String> BOUND = List.of(
            "jakarta.ws.rs.container.ContainerRequestFilter",
            "jakarta.ws.rs.container.ContainerResponseFilter",
            "jakarta.ws.rs.ext.ReaderInterceptor",
            "jakarta.ws.rs.ext.WriterInterceptor");
    private static final String APPLICATION = "jakarta.ws.rs.core.Application";
    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String HTTP_METHOD = "jakarta.ws.rs.HttpMethod";
    private static final String REQUEST_MAPPING = "org.springframework.web.bind.annotation.RequestMapping";

    private final ConfigurableListableBeanFactory beans;
    private final Collection<String> properties;

    ForgottenJersey(ConfigurableListableBeanFactory beans, Collection<String> properties) {
        this.beans = beans;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanNamesForType(Object.class, true, false)) {
            Class<?> type = beans.getType(name, false);
            if (type != null && Proxy.isProxyClass(type)) {
                type = AutoProxyUtils.determineTargetClass(beans, name);
            }
            if (type != null && !type.getName().startsWith("org.springframework.")) {
                requireRuleThatCounts(ClassUtils.getUserClass(type));
            }
        }
        if (!properties.isEmpty() && !hasResourceConfig()) {
            throw new RefusedStartException(String.join(", ", properties)
                    + " is set, and there is no ResourceConfig, so that Jersey does not start and nothing is protected; add"
                    + " spring-boot-starter-jersey, and a @Bean of a ResourceConfig that registers the resources (or of a"
                    + " ResourceConfigCustomizer, beside that of the actuator), or remove"
                    + " resource-protector-spring-boot-starter");
        }
    }

    /** One of the application, also of a parent, or what adds to the one that Boot makes for the actuator. */
    boolean hasResourceConfig() {
        return ADDING_RESOURCES.stream().flatMap(type -> namesOf(type).stream()).anyMatch(name -> !isMadeByBoot(name));
    }

    private List<String> namesOf(String type) {
        ClassLoader loader = beans.getBeanClassLoader();
        return ClassUtils.isPresent(type, loader)
                ? List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                        beans, ClassUtils.resolveClassName(type, loader), true, false))
                : List.of();
    }

    private boolean isMadeByBoot(String name) {
        return beans.containsBeanDefinition(name)
                && beans.getMergedBeanDefinition(name) instanceof RootBeanDefinition definition
                && definition.getResolvedFactoryMethod() != null
                && definition
                        .getResolvedFactoryMethod()
                        .getDeclaringClass()
                        .getName()
                        .startsWith("org.springframework.boot.");
    }

    /** Spring knows nothing of the annotation, and calls what it maps itself. */
    private static void requireRuleThatCounts(Class<?> type) {
        String place = placeOfRule(type);
        if (place == null || isApplication(type)) {
            return;
        }
        boolean isController = isAnywhere(type, Controller.class.getName()) || isOnAMethod(type, REQUEST_MAPPING);
        boolean isResource = isAnywhere(type, PATH) || isOnAMethod(type, PATH) || isOnAMethod(type, HTTP_METHOD);
        if (!isResource && !isController && place.equals(type.getName()) && isBoundByName(type)) {
            return;
        }
        if (!isResource || (isController && (isOnAMethod(type, REQUEST_MAPPING) || !isAnywhere(type, PATH)))) {
            throw new RefusedStartException(place + ": @Protected counts on resources of Jakarta REST, and this is a "
                    + (isController
                            ? "controller of Spring, so that it would be open; make it a resource with @Path, and register"
                                    + " it in the ResourceConfig"
                            : "bean of Spring, to which no request is matched; write it on the resource method that calls"
                                    + " it, or ask for the token there: protector.acquire(security, \"scope\")"));
        }
    }

    private static @Nullable String placeOfRule(Class<?> type) {
        if (isAnywhere(type, Protected.class.getName())) {
            return type.getName();
        }
        for (Method method : methods(type)) {
            if (MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(Protected.class)) {
                return type.getName() + "#" + method.getName();
            }
        }
        return null;
    }

    /**
     * The methods of a bean. A bean that is made late, or never, may name a class that is not there: it has none that could be
     * called. If the bean itself has a rule, that is not guessed, and the start fails.
     */
    private static Method[] methods(Class<?> type) {
        try {
            return ReflectionUtils.getUniqueDeclaredMethods(type);
        } catch (IllegalStateException e) {
            if (isAnywhere(type, Protected.class.getName())) {
                throw new RefusedStartException(
                        type.getName() + " has @Protected, and its methods cannot be looked at, because they"
                                + " name a class that is not on the class path; add the class, or remove the bean");
            }
            return new Method[0];
        }
    }

    /** Whether it is a ResourceConfig or the like, whose rule is that of all resources. */
    private static boolean isApplication(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(APPLICATION)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is what the annotation binds to resources, if it stands on the class and on no method. */
    private static boolean isBoundByName(Class<?> type) {
        return ClassUtils.getAllInterfacesForClassAsSet(type).stream().anyMatch(each -> BOUND.contains(each.getName()))
                && !isOnAMethod(type, Protected.class.getName());
    }

    private static boolean isAnywhere(Class<?> type, String annotation) {
        return MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation);
    }

    private static boolean isOnAMethod(Class<?> type, String annotation) {
        for (Method method : methods(type)) {
            if (MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(annotation)) {
                return true;
            }
        }
        return false;
    }
}
