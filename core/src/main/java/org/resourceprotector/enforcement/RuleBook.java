package org.resourceprotector.enforcement;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of all resource methods, each found once, at deployment or at its first hit, and kept for the life of its
 * class: a class holds its own rules, so that this book keeps no class loader alive.
 *
 * <p>Thread-safe. Bounded by the number of resource methods.
 */
final class RuleBook {

    static final int MAX_JOINED = 1_000;

    private static final String JERSEY = "org.glassfish.jersey.server.";

    private final Declarations declarations;
    /** Joined declarations by what they were joined of. What is beyond the bound is joined anew each time. */
    private final Map<List<Declaration>, Declaration> joined = new ConcurrentHashMap<>();

    private final ClassValue<Optional<Map<Method, Found>>> found = new ClassValue<>() {
        @Override
        protected Optional<Map<Method, Found>> computeValue(Class<?> type) {
            return knowsUs(type) ? Optional.of(new ConcurrentHashMap<>()) : Optional.empty();
        }
    };
    private final ClassValue<Optional<List<Locator>>> locators = new ClassValue<>() {
        @Override
        protected Optional<List<Locator>> computeValue(Class<?> type) {
            return knowsUs(type) ? Optional.of(Locator.of(Hierarchy.of(type), declarations)) : Optional.empty();
        }
    };
    private final ClassValue<String> rootPaths = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return Routes.join(Routes.path(Hierarchy.of(type)));
        }
    };

    private final Annotations annotations;
    private final @Nullable Declaration fallback;

    RuleBook(Rules rules) {
        this.annotations = rules.annotations();
        this.declarations = new Declarations(annotations);
        this.fallback = rules.protectUnannotated() ? new Declaration(Rule.ANY_TOKEN, "protectUnannotated()") : null;
    }

    /** The rule of an endpoint for which nothing at all is declared; null where it is open. */
    @Nullable
    Declaration fallback() {
        return fallback;
    }

    /** Whether a method itself carries one of our annotations. */
    boolean declares(Method method) {
        for (Annotation annotation : method.getDeclaredAnnotations()) {
            if (annotations.includes(annotation.annotationType())) {
                return true;
            }
        }
        return false;
    }

    /** The problem of a method whose implementation the runtime hides, if nothing is declared where we can see it. */
    static String hidden(Class<?> resource, Method method) {
        return Declarations.place(resource) + "#" + method.getName()
                + ": the runtime shows a type that hides its implementation, and with it annotations that may stand"
                + " there; write @Protected or @Unprotected on this type, or register the implementation itself";
    }

    /** What is known of a method of a resource class: what is declared, and its path below the class. */
    private record Found(Decision decision, String ownPath) {}

    /** What is declared for a method of a resource class, its ancestors aside. */
    Decision of(Class<?> resource, Method method) {
        return found(resource, method).decision;
    }

    /** The path of a method below its class, with a leading slash. */
    String ownPath(Class<?> resource, Method method) {
        return found(resource, method).ownPath;
    }

    /** The path of a class, with a leading slash. */
    String rootPath(Class<?> type) {
        return rootPaths.get(type);
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

    /**
     * Whether a class may hold what is ours, because its loader keeps us alive in any case. A runtime's own resources may
     * live in a class loader above ours, which must not keep us alive; they are looked at anew each time.
     */
    private static boolean knowsUs(Class<?> type) {
        try {
            return Class.forName(RuleBook.class.getName(), false, type.getClassLoader()) == RuleBook.class;
        } catch (ClassNotFoundException | LinkageError stranger) {
            return false;
        }
    }

    static boolean isRuntimesOwn(Class<?> resource) {
        return resource.getName().startsWith(JERSEY);
    }

    private Found find(Class<?> resource, Method method) {
        Hierarchy hierarchy = Hierarchy.of(resource, method);
        String http = Routes.httpMethod(hierarchy, method);
        String own = Routes.join(Routes.path(hierarchy, method));
        Endpoint endpoint = new Endpoint(http == null ? "" : http, Routes.join(Routes.path(hierarchy), own), null);
        return new Found(decide(hierarchy, method, endpoint), own);
    }

    private Decision decide(Hierarchy hierarchy, Method method, Endpoint endpoint) {
        try {
            Declaration declaration = declarations.of(hierarchy, method);
            return new Decision.Known(declaration == null ? endpoint : endpoint.under(declaration));
        } catch (InvalidDeclaration e) {
            return new Decision.Defective(endpoint, String.valueOf(e.getMessage()));
        }
    }

    /** The locators of a class. */
    List<Locator> locators(Class<?> type) {
        return locators.get(type).orElseGet(() -> Locator.of(Hierarchy.of(type), declarations));
    }

    /** What is declared for a class itself, as a list of none or one. */
    List<Declaration> onClass(Class<?> type) {
        Declaration declaration = declarations.of(Hierarchy.of(type));
        return declaration == null ? List.of() : List.of(declaration);
    }

    /** One declaration for several that must all hold. Callers choose their order, if a resource leads to itself. */
    private Declaration join(List<Declaration> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        Declaration known = joined.get(all);
        if (known != null) {
            return known;
        }
        Declaration join = Declaration.all(all);
        if (joined.size() < MAX_JOINED) {
            joined.put(List.copyOf(all), join);
        }
        return join;
    }

    /** How many joined declarations are kept. */
    int joined() {
        return joined.size();
    }

    /**
     * The rules of locators and of the endpoint behind them, as one decision. Open locators in front of an endpoint for
     * which nothing is declared leave it undeclared.
     */
    Decision behind(List<Declaration> locators, String path, Endpoint endpoint) {
        List<Declaration> all = new ArrayList<>(locators);
        if (endpoint.declaration() != null) {
            all.add(endpoint.declaration());
        }
        Endpoint there = new Endpoint(endpoint.method(), path, null);
        boolean undeclared = endpoint.declaration() == null
                && all.stream().allMatch(locator -> locator.rule().access() == Access.OPEN);
        return new Decision.Known(undeclared ? there : there.under(join(all)));
    }
}
