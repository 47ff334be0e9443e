package org.resourceprotector.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.Unprotected;
import org.resourceprotector.scope.ScopeRule;

/** Reads {@link Protected} and {@link Unprotected}. */
final class AnnotationReader {

    private AnnotationReader() {}

    /**
     * Reads what is declared directly on a class or a method; null if it carries neither annotation.
     *
     * @throws IllegalArgumentException if what is declared cannot be a rule; the message says what to write instead
     */
    static @Nullable Rule read(AnnotatedElement element) {
        Protected isProtected = element.getDeclaredAnnotation(Protected.class);
        boolean isUnprotected = element.getDeclaredAnnotation(Unprotected.class) != null;
        if (isProtected != null && isUnprotected) {
            throw new IllegalArgumentException("both @Protected and @Unprotected; write the one that is meant");
        }
        return isUnprotected ? Rule.OPEN : isProtected == null ? null : rule(isProtected);
    }

    /** Whether an annotation is one of ours. */
    static boolean isOurs(Class<? extends Annotation> type) {
        return type == Protected.class || type == Unprotected.class;
    }

    /** Whether an annotation has the name of one of ours and is another class, which this library cannot read. */
    static boolean isCopy(Class<? extends Annotation> type) {
        String name = type.getName();
        return !isOurs(type) && (name.equals(Protected.class.getName()) || name.equals(Unprotected.class.getName()));
    }

    private static Rule rule(Protected annotation) {
        if (annotation.ignoreInvalid() && !annotation.optional()) {
            throw new IllegalArgumentException(
                    "@Protected(ignoreInvalid = true) without optional would let everybody in;"
                            + " write @Protected(optional = true, ignoreInvalid = true), or leave ignoreInvalid out");
        }
        Access access = !annotation.optional()
                ? Access.PROTECTED
                : annotation.ignoreInvalid() ? Access.OPTIONAL_IGNORING_INVALID : Access.OPTIONAL;
        return new Rule(
                access,
                parse("value", annotation.value()),
                new AuthorityRules(
                        parse("roles", annotation.roles()),
                        parse("groups", annotation.groups()),
                        parse("entitlements", annotation.entitlements())),
                annotation.senderConstrained(),
                null);
    }

    private static ScopeRule parse(String member, String... alternatives) {
        try {
            return ScopeRule.of(alternatives);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("@Protected, " + member + ": " + e.getMessage(), e);
        }
    }
}
