package org.resourceprotector.cdi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Provider;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/**
 * Where beans inject tokens of an application's own type, or an {@code Optional} of a token. Neither can be a proxy, so that a bean
 * which outlives the request would keep the token of whoever came first, or, of an {@code Instance}, that of everybody: such a bean
 * is refused, and so is a resource, which is made too early. Used by one thread.
 */
final class InjectedTokens {

    /**
     * What is injected.
     *
     * @param isOptional whether it is an {@code Optional} of the token
     * @param type the type of the token
     * @param declaration its class
     */
    record Injected(boolean isOptional, Type type, ClassInfo declaration) {

        String name() {
            return isOptional ? "Optional<" + declaration.simpleName() + ">" : declaration.simpleName();
        }

        private String key() {
            return (isOptional ? "Optional of " : "") + declaration.name();
        }
    }

    private final Map<String, Injected> injected = new LinkedHashMap<>();

    /** The types of token that the application has beans of. */
    private final Set<String> own = new HashSet<>();

    /** What is wrong with injected types, if the application has no beans of them. */
    private final Map<String, Set<String>> problems = new LinkedHashMap<>();

    void look(BeanInfo bean) {
        if (Places.isDefault(bean)) {
            bean.types().forEach(this::addOwn);
        }
        for (InjectionPointInfo point : bean.injectionPoints()) {
            if (Places.areDefault(point.qualifiers())) {
                look(bean, point);
            }
        }
    }

    private void addOwn(Type type) {
        Injected token = token(type);
        if (token != null) {
            own.add(token.key());
        }
    }

    private void look(BeanInfo bean, InjectionPointInfo point) {
        Type type = declared(point.declaration());
        boolean isAskedEachTime = isA(type, Instance.class) || isA(type, Provider.class);
        Injected token = token(isAskedEachTime ? argument(type) : type);
        if (token == null) {
            return;
        }
        injected.putIfAbsent(token.key(), token);
        boolean isOfTheRequest = bean.scope().annotation().name().equals(RequestScoped.class.getName());
        boolean isResource = ProtectedBeans.isResource(bean);
        String instead = "inject CurrentToken" + (isResource ? "" : ", or make the bean @RequestScoped");
        String problem = null;
        if (!isOfTheRequest && isAskedEachTime) {
            problem = "what is taken from it is kept as long as this bean, once for each request; " + instead;
        } else if (!isOfTheRequest) {
            problem = "this bean may outlive the request whose token is injected, and would show it to other callers; "
                    + instead;
        } else if (!isAskedEachTime && isResource) {
            problem =
                    "runtimes make a resource before the token of the request is looked at; inject CurrentToken or Instance<"
                            + token.name() + ">, or inject it into a @RequestScoped bean that this one calls";
        }
        if (problem != null) {
            problems.computeIfAbsent(token.key(), key -> new LinkedHashSet<>())
                    .add(Places.of(point.declaration()) + ": " + problem);
        }
    }

    /** As it is written: ArC tells of an {@code Instance} as if what it hands out were injected. */
    private static Type declared(DeclarationInfo point) {
        return point.isField() ? point.asField().type() : point.asParameter().type();
    }

    /** A token that cannot be a proxy; null for anything else. */
    private static @Nullable Injected token(@Nullable Type type) {
        boolean isOptional = type != null && isA(type, Optional.class);
        Type tokenType = type != null && isOptional ? argument(type) : type;
        if (tokenType == null || !tokenType.isClass()) {
            return null;
        }
        ClassInfo declaration = tokenType.asClass().declaration();
        boolean isAnyToken = declaration.name().equals(AccessToken.class.getName());
        return (isOptional || !isAnyToken) && Places.isA(declaration, AccessToken.class)
                ? new Injected(isOptional, tokenType, declaration)
                : null;
    }

    private static boolean isA(Type type, Class<?> generic) {
        return type.isParameterizedType()
                && type.asParameterizedType().declaration().name().equals(generic.getName());
    }

    private static @Nullable Type argument(Type type) {
        return type.asParameterizedType().typeArguments().get(0);
    }

    Collection<String> problems() {
        Set<String> found = new LinkedHashSet<>();
        problems.forEach((type, ofType) -> {
            if (!own.contains(type)) {
                found.addAll(ofType);
            }
        });
        return found;
    }

    /** What is injected, and the application has no bean of. */
    Collection<Injected> missing() {
        return injected.values().stream()
                .filter(token -> !own.contains(token.key()))
                .toList();
    }
}
