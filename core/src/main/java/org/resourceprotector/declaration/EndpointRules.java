package org.resourceprotector.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;

/**
 * The rules of all resource methods, each found once, at deployment or at its first call. A class
 * holds its own rules, so that this keeps no class loader alive.
 *
 * <p>Thread-safe. Bounded by the number of resource methods.
 */
public final class EndpointRules {

    static final int MAX_JOINED = 1_000;

    private static final String JERSEY = "org.glassfish.jersey.server.";

    /** Joined declarations by their parts. Beyond the bound they are joined each time. */
    private final Map<Set<Declaration>, Declaration> joined = new ConcurrentHashMap<>();

    private final ClassValue<Optional<Map<Method, Found>>> found = new ClassValue<>() {
        @Override
        protected Optional<Map<Method, Found>> computeValue(Class<?> type) {
            return knowsUs(type) ? Optional.of(new ConcurrentHashMap<>()) : Optional.empty();
        }
    };
    private final ClassValue<Optional<List<Locator>>> locators = new ClassValue<>() {
        @Override
        protected Optional<List<Locator>> computeValue(Class<?> type) {
            return knowsUs(type) ? Optional.of(Locator.of(ClassHierarchy.of(type))) : Optional.empty();
        }
    };
    private final ClassValue<Optional<String>> rootPaths = new ClassValue<>() {
        @Override
        protected Optional<String> computeValue(Class<?> type) {
            return Optional.ofNullable(ResourceAnnotations.path(ClassHierarchy.of(type)))
                    .map(path -> ResourceAnnotations.join(path));
        }
    };

    private final @Nullable Declaration byDefault;
    private final boolean canProve;

    /**
     * The rules of an application that accepts bound tokens. An endpoint for which nothing is
     * declared may need a valid token, or may be open.
     */
    public EndpointRules(boolean protectUnannotated) {
        this(protectUnannotated, true);
    }

    /**
     * The rules of an application.
     *
     * @param protectUnannotated whether an endpoint for which nothing is declared needs a valid
     *     token
     * @param canProve whether there is a sender constraint, without which no endpoint may demand a
     *     bound token
     */
    public EndpointRules(boolean protectUnannotated, boolean canProve) {
        this.canProve = canProve;
        this.byDefault = protectUnannotated ? new Declaration(Rule.ANY_TOKEN, "protectUnannotated()") : null;
    }

    /** What is known of a method of a resource: the endpoint, and its path below the class. */
    private record Found(Endpoint endpoint, String ownPath, Map<Method, Endpoint> byAnnotated) {

        Found(Endpoint endpoint, String ownPath) {
            this(endpoint, ownPath, new ConcurrentHashMap<>());
        }
    }

    /** The rule of an endpoint for which nothing at all is declared; null if it is open. */
    public @Nullable Declaration byDefault() {
        return byDefault;
    }

    /**
     * What is declared for a resource method or a locator, the locators in front of it aside. The
     * endpoint denies if the declaration is broken.
     */
    public Endpoint of(Class<?> resource, Method method) {
        return found(resource, method).endpoint;
    }

    /**
     * The same, if the runtime tells which method it took the annotations from: the method itself,
     * one that it overrides, or one that only looks so. The endpoint denies if those of another
     * method were taken, too.
     */
    public Endpoint of(Class<?> resource, Method method, Method annotated) {
        Found entry = found(resource, method);
        return annotated.equals(method)
                ? entry.endpoint
                : entry.byAnnotated.computeIfAbsent(
                        annotated, other -> asAnnotated(entry.endpoint, resource, method, other));
    }

    private static Endpoint asAnnotated(Endpoint endpoint, Class<?> resource, Method method, Method annotated) {
        try {
            MostSpecificDeclaration.refuseMistaken(ClassHierarchy.of(resource, method), method, annotated);
            return endpoint;
        } catch (InvalidDeclaration e) {
            return endpoint.invalid(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The path template of a method or locator below its class, with a leading slash; of several
     * that it may have, the most likely one.
     */
    public String ownPath(Class<?> resource, Method method) {
        return found(resource, method).ownPath;
    }

    /** The path template of a class, with a leading slash; a slash if it is not a root resource. */
    public String rootPath(Class<?> type) {
        return rootPaths.get(type).orElse("/");
    }

    private Found found(Class<?> resource, Method method) {
        Optional<Map<Method, Found>> known = found.get(resource);
        if (known.isEmpty()) {
            return find(resource, method);
        }
        Found entry = known.get().get(method);
        if (entry == null) {
            entry = find(resource, method);
            known.get().put(method, entry);
        }
        return entry;
    }

    private Found find(Class<?> resource, Method method) {
        ClassHierarchy hierarchy = ClassHierarchy.of(resource, method);
        String http = ResourceAnnotations.httpMethod(hierarchy, method);
        String own = ResourceAnnotations.join(
                ResourceAnnotations.paths(hierarchy, method).get(0));
        String path = ResourceAnnotations.join(ResourceAnnotations.path(hierarchy), own);
        Endpoint endpoint = new Endpoint(http == null ? "" : http, path, null);
        try {
            Declaration declaration = MostSpecificDeclaration.of(hierarchy, method);
            requireProvable(declaration);
            return new Found(endpoint.under(declaration), own);
        } catch (InvalidDeclaration e) {
            return new Found(endpoint.invalid(String.valueOf(e.getMessage())), own);
        }
    }

    /**
     * An endpoint that a program, or an extension of the runtime, may have added to a resource of some classes: what is
     * declared for those that it does not inherit from holds there, too, if it has no rule of its own. Denies if one of
     * these declarations is broken.
     *
     * @param resource the class of the method, perhaps one of the owners
     */
    public Endpoint underOwners(Collection<Class<?>> owners, Class<?> resource, Endpoint endpoint) {
        if (!endpoint.isUndeclared()) {
            return endpoint;
        }
        List<Declaration> declared = new ArrayList<>();
        try {
            for (Class<?> owner : owners) {
                boolean isRelated = owner.isAssignableFrom(resource) || resource.isAssignableFrom(owner);
                Declaration ofClass = isRelated ? null : onClass(owner);
                if (ofClass != null) {
                    declared.add(ofClass);
                }
            }
        } catch (InvalidDeclaration e) {
            return endpoint.invalid(String.valueOf(e.getMessage()));
        }
        return declared.isEmpty() ? endpoint : combinedWith(declared, endpoint.path(), endpoint);
    }

    /**
     * Throws an {@code InvalidDeclaration} if it demands a bound token and there is no sender
     * constraint, so that nobody can satisfy it. Null is not a declaration.
     */
    public void requireProvable(@Nullable Declaration declaration) {
        if (!canProve && declaration != null && declaration.rule().senderConstrained()) {
            throw new InvalidDeclaration(
                    declaration.declaredAt(),
                    "senderConstrained = true without a sender constraint would let nobody in; add one to the"
                            + " ResourceProtector, for example senderConstraint(Dpop.builder().publicUri(…).build())");
        }
    }

    /**
     * Whether a class may hold what is ours, because its loader keeps us alive in any case. A
     * runtime's own resources may be in a class loader above ours, which must not keep us alive;
     * they are looked at anew each time.
     */
    private static boolean knowsUs(Class<?> type) {
        try {
            return Class.forName(EndpointRules.class.getName(), false, type.getClassLoader()) == EndpointRules.class;
        } catch (ClassNotFoundException | LinkageError stranger) {
            return false;
        }
    }

    /** Whether a class is a resource that the runtime adds by itself, as Jersey does. */
    public static boolean isRuntimesOwn(Class<?> resource) {
        return resource.getName().startsWith(JERSEY);
    }

    /**
     * Whether a method itself carries one of our annotations. Those of a method that it overrides
     * do not count.
     */
    public static boolean declares(Method method) {
        for (Annotation annotation : method.getDeclaredAnnotations()) {
            if (ProtectionAnnotations.isOurs(annotation.annotationType())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is wrong with a method whose implementation the runtime hides, if nothing is declared
     * that we can see, and what to write instead. The class is what the runtime shows.
     */
    public static String hidden(Class<?> resource, Method method) {
        return hidden(place(resource, method));
    }

    /** The same for the locators of such a class. */
    public static String hidden(Class<?> resource) {
        return hidden(Declaration.place(resource));
    }

    private static String hidden(String place) {
        return place
                + ": the runtime shows a type that hides its implementation, and with it annotations that may stand"
                + " there; write @Protected or @Unprotected on this type, or register the implementation itself";
    }

    /** Names a method of a resource, as {@code Class#method}. */
    public static String place(Class<?> resource, Method method) {
        return Declaration.place(resource) + "#" + method.getName();
    }

    /**
     * The locators of a class; unmodifiable. Throws an {@code InvalidDeclaration} if the
     * declaration of one cannot be a rule.
     */
    public List<Locator> locators(Class<?> type) {
        return locators.get(type).orElseGet(() -> Locator.of(ClassHierarchy.of(type)));
    }

    /**
     * All locators of a class, if a runtime has walked one that is none by the specification, such as an override without its
     * path: a reader expects another one in its place. Empty if this one is expected.
     */
    public List<Method> locatorsInPlaceOf(Class<?> type, Method walked) {
        List<Locator> all = locators(type);
        return all.stream().anyMatch(locator -> !locator.isExpected() && locator.isOrOverrides(walked))
                ? all.stream().map(Locator::method).toList()
                : List.of();
    }

    /**
     * Checks each annotation of a type whose implementation is not known, and throws an
     * {@code InvalidDeclaration} if one of them cannot be a rule. They may disagree: which of them
     * counts depends on the implementation.
     */
    public static void requireRules(Class<?> type) {
        MostSpecificDeclaration.requireRules(ClassHierarchy.of(type));
    }

    /**
     * What is declared for a resource class, or for that of the application, itself; null if
     * nothing is. Throws an {@code InvalidDeclaration} if it cannot be a rule.
     */
    public static @Nullable Declaration onClass(Class<?> type) {
        return MostSpecificDeclaration.of(ClassHierarchy.of(type));
    }

    /**
     * An endpoint behind locators, from the root on: its own rule and theirs must hold. Open
     * locators in front of an endpoint for which nothing is declared leave it undeclared. The path
     * is the whole template.
     */
    public Endpoint combinedWith(List<Declaration> locators, String path, Endpoint endpoint) {
        List<Declaration> all = new ArrayList<>(locators);
        if (endpoint.declaration() != null) {
            all.add(endpoint.declaration());
        }
        boolean isUndeclared = endpoint.isUndeclared()
                && all.stream().allMatch(locator -> locator.rule().access() == Access.OPEN);
        return new Endpoint(endpoint.method(), path, isUndeclared ? null : join(all));
    }

    /**
     * What is in force for an endpoint, the default aside: all that was declared for it and for the
     * locators in front of it. If nothing was declared for itself, what the application declares
     * must hold beside the rules of the locators, or a locator that demands little would open it.
     * Undeclared only if nothing at all is declared.
     *
     * @param own what is declared for the method
     * @param added the same under the rules of what it was added to; an optional one does not take
     *     the place of what holds for all
     * @param behind the same under the rules of the locators
     * @param ofApplication what is declared for the application; null if nothing is
     */
    public Endpoint inForce(Endpoint own, Endpoint added, Endpoint behind, @Nullable Declaration ofApplication) {
        boolean isOptional = own.isUndeclared() && added.rule().access() != Access.PROTECTED;
        if (!added.isUndeclared() && !isOptional) {
            return behind;
        }
        if (behind.isUndeclared()) {
            return behind.under(ofApplication);
        }
        Declaration forAll = ofApplication == null ? byDefault : ofApplication;
        return forAll == null ? behind : combinedWith(List.of(forAll), behind.path(), behind);
    }

    /** What {@link #inForce} tells, under the default if that is undeclared and there is one. */
    public Endpoint orDefault(Endpoint endpoint) {
        return endpoint.isUndeclared() ? endpoint.under(byDefault) : endpoint;
    }

    /**
     * One declaration for several that must all hold. Kept by the set of them, because callers
     * choose their order if a resource leads to itself.
     */
    private Declaration join(List<Declaration> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        Set<Declaration> key = Set.copyOf(all);
        Declaration known = joined.get(key);
        if (known != null) {
            return known;
        }
        Declaration join = Declaration.all(all);
        if (joined.size() < MAX_JOINED) {
            joined.put(key, join);
        }
        return join;
    }

    /** How many joined declarations are kept. */
    int joined() {
        return joined.size();
    }
}
