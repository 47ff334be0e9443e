package org.resourceprotector;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.enforcement.Access;
import org.resourceprotector.enforcement.Annotations;
import org.resourceprotector.enforcement.ClaimRules;
import org.resourceprotector.enforcement.Rule;
import org.resourceprotector.scope.ScopeRule;

/** Reads {@link Protected} and {@link Unprotected}. */
enum AnnotationRules implements Annotations {
    READER;

    @Override
    public @Nullable Rule on(AnnotatedElement element) {
        Protected isProtected = element.getDeclaredAnnotation(Protected.class);
        boolean isUnprotected = element.getDeclaredAnnotation(Unprotected.class) != null;
        if (isProtected != null && isUnprotected) {
            throw new IllegalArgumentException("both @Protected and @Unprotected; write the one that is meant");
        }
        return isUnprotected ? Rule.OPEN : isProtected == null ? null : rule(isProtected);
    }

    @Override
    public boolean includes(Class<? extends Annotation> type) {
        return type == Protected.class || type == Unprotected.class;
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
                new ClaimRules(
                        parse("roles", annotation.roles()),
                        parse("groups", annotation.groups()),
                        parse("entitlements", annotation.entitlements())));
    }

    private static ScopeRule parse(String member, String... alternatives) {
        try {
            return ScopeRule.of(alternatives);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("@Protected, " + member + ": " + e.getMessage(), e);
        }
    }
}
