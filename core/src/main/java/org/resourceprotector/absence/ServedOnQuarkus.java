package org.resourceprotector.absence;

import jakarta.ws.rs.container.ResourceInfo;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.runtime.QuarkusEndpoints;

/**
 * What of an application on Quarkus REST is protected, and may be called: a method of a root resource, and of a class of which a
 * locator or a producer may return an object, as far as the declared types tell. Used by one thread.
 */
final class ServedOnQuarkus {

    private final MissingProtector missing = new MissingProtector();
    private final QuarkusEndpoints served;

    /** The types of what is served behind locators. */
    private final Set<Class<?>> behind = new LinkedHashSet<>();

    /** The declared types of what locators and producers return. */
    private final Set<Class<?>> returned = new LinkedHashSet<>();

    ServedOnQuarkus(QuarkusEndpoints served) {
        this.served = served;
        served.behind().forEach(info -> behind.add(info.getResourceClass()));
        served.locators().forEach(info -> returned.add(info.getResourceMethod().getReturnType()));
        for (ResourceInfo info : served.roots()) {
            if (QuarkusEndpoints.isOfAnyClass(info.getResourceClass())) {
                behind.add(info.getResourceClass());
                returned.add(info.getResourceClass());
            }
        }
    }

    /**
     * The first place that is protected; null if there is none.
     *
     * @param closed names of other classes that carry a rule, of which an object may be returned
     */
    @Nullable
    String firstProtected(String[] closed) {
        Stream<String> roots = served.roots().stream()
                .flatMap(info -> Stream.of(info.getResourceClass(), QuarkusEndpoints.bean(info.getResourceClass()))
                        .filter(type -> missing.isProtected(type, info.getResourceMethod()))
                        .map(type -> EndpointRules.place(type, info.getResourceMethod())));
        Stream<String> subResources = served.behind().stream()
                .filter(info -> mayBeReturned(info.getResourceClass()))
                .filter(info -> missing.isProtected(info.getResourceClass(), info.getResourceMethod()))
                .map(info -> EndpointRules.place(info.getResourceClass(), info.getResourceMethod()));
        Stream<String> others = Stream.of(closed).filter(this::mayBeReturned);
        return Stream.of(roots, subResources, others)
                .flatMap(places -> places)
                .findFirst()
                .orElse(null);
    }

    private boolean mayBeReturned(String name) {
        try {
            return mayBeReturned(
                    Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException | LinkageError cannotBeReturned) {
            return false;
        }
    }

    /** Whether Quarkus serves objects of a class, and a locator or a producer may return one. */
    private boolean mayBeReturned(Class<?> type) {
        return behind.stream().anyMatch(known -> known.isAssignableFrom(type))
                && returned.stream().anyMatch(declared -> declared.isAssignableFrom(type) || !isOfAResource(declared));
    }

    /** Whether a type is that of a sub-resource, and not one that holds it, such as Class or Uni. */
    private boolean isOfAResource(Class<?> declared) {
        return behind.stream().anyMatch(known -> known.isAssignableFrom(declared) || declared.isAssignableFrom(known));
    }
}
