package org.resourceprotector.cdi;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.List;
import java.util.stream.Stream;

/** The methods of a class, and whether they are one with those of what it extends. Stateless. */
final class Signatures {

    /** The flag of a class file, of which {@code java.lang.reflect.Modifier} has no name. */
    private static final int SYNTHETIC = 0x1000;

    private Signatures() {}

    /**
     * Those that a class has in its own text. Weld cannot tell the parameters of others: of those that the compiler adds, with
     * the annotations of what they lead to, and of those that are overridden.
     */
    static Stream<MethodInfo> methods(ClassInfo type) {
        return type.methods().stream()
                .filter(method -> method.declaringClass().name().equals(type.name()))
                .filter(method -> (method.modifiers() & SYNTHETIC) == 0);
    }

    /** Whether one may override the other: a parameter whose type is a variable may stand for any type. */
    static boolean mayBeOne(MethodInfo one, MethodInfo other) {
        List<ParameterInfo> ours = one.parameters();
        List<ParameterInfo> theirs = other.parameters();
        if (!one.name().equals(other.name()) || ours.size() != theirs.size()) {
            return false;
        }
        for (int i = 0; i < ours.size(); i++) {
            if (!mayBeOne(ours.get(i).type(), theirs.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayBeOne(Type one, Type other) {
        if (one.isTypeVariable() || other.isTypeVariable()) {
            return true;
        }
        if (one.isArray() && other.isArray()) {
            return mayBeOne(one.asArray().componentType(), other.asArray().componentType());
        }
        return erased(one).equals(erased(other));
    }

    private static String erased(Type type) {
        if (type.isParameterizedType()) {
            return type.asParameterizedType().genericClass().declaration().name();
        }
        if (type.isClass()) {
            return type.asClass().declaration().name();
        }
        return type.isPrimitive() ? type.asPrimitive().name() : "[]";
    }
}
