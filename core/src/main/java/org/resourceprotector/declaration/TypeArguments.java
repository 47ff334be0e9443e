package org.resourceprotector.declaration;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** What the type variables of all supertypes of a class stand for in that class. */
final class TypeArguments {

    private static final int DEEPEST = 64;

    private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

    private TypeArguments() {}

    static TypeArguments of(Class<?> type) {
        TypeArguments all = new TypeArguments();
        all.collect(type);
        return all;
    }

    private void collect(Class<?> type) {
        Type parent = type.getGenericSuperclass();
        if (parent != null) {
            collect(parent);
        }
        for (Type implemented : type.getGenericInterfaces()) {
            collect(implemented);
        }
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() instanceof Class<?> raw) {
            assign(parameterized, raw);
            collect(raw);
        } else if (type instanceof Class<?> raw) {
            collect(raw);
        }
    }

    private void assign(ParameterizedType parameterized, Class<?> raw) {
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length; i++) {
            arguments.putIfAbsent(variables[i], parameterized.getActualTypeArguments()[i]);
        }
        if (parameterized.getOwnerType() instanceof ParameterizedType owner
                && owner.getRawType() instanceof Class<?> outer) {
            assign(owner, outer);
        }
    }

    /** The erased parameter types of a method, as they are in the class. */
    Class<?>[] parametersOf(Method method) {
        Type[] generic = method.getGenericParameterTypes();
        Class<?>[] erased = method.getParameterTypes();
        if (generic.length != erased.length) {
            return erased;
        }
        Class<?>[] resolved = new Class<?>[generic.length];
        for (int i = 0; i < generic.length; i++) {
            resolved[i] = erase(generic[i], 0);
        }
        return resolved;
    }

    private Class<?> erase(Type type, int depth) {
        if (depth > DEEPEST) {
            return Object.class;
        }
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType parameterized) {
            return erase(parameterized.getRawType(), depth + 1);
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(erase(array.getGenericComponentType(), depth + 1), 0)
                    .getClass();
        }
        if (type instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0], depth + 1);
        }
        TypeVariable<?> variable = (TypeVariable<?>) type;
        Type argument = arguments.get(variable);
        return erase(argument == null ? variable.getBounds()[0] : argument, depth + 1);
    }
}
