package org.resourceprotector.declaration;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/**
 * What the type variables of all supertypes of a class stand for in that class. Of each supertype
 * for itself, because a class that is nested in its own supertype has two meanings for one
 * variable.
 */
final class TypeArguments {

    private final Map<Class<?>, Map<TypeVariable<?>, Class<?>>> arguments = new HashMap<>();

    private TypeArguments() {}

    static TypeArguments of(Class<?> type) {
        TypeArguments all = new TypeArguments();
        all.collect(type);
        return all;
    }

    private void collect(Class<?> type) {
        Type parent = type.getGenericSuperclass();
        if (parent != null) {
            collect(parent, type);
        }
        for (Type implemented : type.getGenericInterfaces()) {
            collect(implemented, type);
        }
    }

    private void collect(Type supertype, Class<?> subclass) {
        Class<?> raw = erase(supertype, Map.of());
        if (supertype instanceof ParameterizedType parameterized) {
            assign(parameterized, subclass, arguments.computeIfAbsent(raw, unseen -> new HashMap<>()));
        }
        collect(raw);
    }

    private void assign(ParameterizedType type, Class<?> subclass, Map<TypeVariable<?>, Class<?>> assigned) {
        TypeVariable<?>[] variables = erase(type, Map.of()).getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            assigned.putIfAbsent(variables[i], erase(type.getActualTypeArguments()[i], known(subclass)));
        }
        if (type.getOwnerType() instanceof ParameterizedType owner) {
            assign(owner, subclass, assigned);
        }
    }

    private Map<TypeVariable<?>, Class<?>> known(Class<?> type) {
        return arguments.getOrDefault(type, Map.of());
    }

    /** The erased parameter types of a method, as they are in the class. */
    Class<?>[] parametersOf(Method method) {
        Type[] generic = method.getGenericParameterTypes();
        Class<?>[] erased = method.getParameterTypes();
        if (generic.length != erased.length) {
            return erased;
        }
        Map<TypeVariable<?>, Class<?>> known = known(method.getDeclaringClass());
        Class<?>[] resolved = new Class<?>[generic.length];
        for (int i = 0; i < generic.length; i++) {
            resolved[i] = erase(generic[i], known);
        }
        return resolved;
    }

    /** What a method returns: if that is a variable, what it stands for in the class, erased. */
    Type returned(Method method) {
        Type generic = method.getGenericReturnType();
        return generic instanceof TypeVariable<?> ? erase(generic, known(method.getDeclaringClass())) : generic;
    }

    private static Class<?> erase(Type type, Map<TypeVariable<?>, Class<?>> known) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType(), known);
        }
        if (type instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType(), known).arrayType();
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0], known);
        }
        TypeVariable<?> variable = (TypeVariable<?>) type;
        Class<?> argument = known.get(variable);
        return argument == null ? erase(variable.getBounds()[0], known) : argument;
    }
}
