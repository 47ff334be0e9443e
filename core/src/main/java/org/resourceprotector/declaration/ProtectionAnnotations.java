package org.resourceprotector.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.Unprotected;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.token.AuthenticationRequirement;

/**
 * Makes a rule of the {@link Protected} or {@link Unprotected} that one class or method carries.
 * Which of several counts is for {@link MostSpecificDeclaration} to say.
 */
final class ProtectionAnnotations {

    private ProtectionAnnotations() {}

    /**
     * What is declared directly on a class or a method; null if it carries neither annotation.
     * Throws an {@code IllegalArgumentException} if it cannot be a rule; the message says what to
     * write instead.
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

    /**
     * Whether an annotation has the name of one of ours and is another class, which this library
     * cannot read.
     */
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
                parse("value", ScopeRule::of, annotation.value()),
                further(annotation),
                new AuthorityRules(
                        parse("roles", ScopeRule::ofNames, annotation.roles()),
                        parse("groups", ScopeRule::ofNames, annotation.groups()),
                        parse("entitlements", ScopeRule::ofNames, annotation.entitlements())),
                annotation.senderConstrained(),
                null);
    }

    private static FurtherRules further(Protected annotation) {
        Set<String> audience = values("audience", annotation.audience());
        FurtherRules further = new FurtherRules(
                authentication(annotation),
                audience.isEmpty() ? List.of() : List.of(audience),
                parse("details", ScopeRule::of, annotation.details()),
                Stream.of(annotation.conditions()).map(Condition::of).distinct().toList());
        return further.equals(FurtherRules.NONE) ? FurtherRules.NONE : further;
    }

    private static @Nullable AuthenticationRequirement authentication(Protected annotation) {
        long seconds = annotation.maxAge();
        if (seconds < -1 || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "@Protected(maxAge = " + seconds + ") is not a number of seconds; write the seconds that a"
                            + " login may be old, 0 for one just now, or leave it out for any");
        }
        List<String> acr = List.copyOf(values("acr", annotation.acr()));
        return acr.isEmpty() && seconds < 0
                ? null
                : new AuthenticationRequirement(acr, seconds < 0 ? null : Duration.ofSeconds(seconds));
    }

    /** Values of which any one will do, in their order. Each can be sent in a challenge. */
    private static Set<String> values(String member, String... values) {
        for (String value : values) {
            if (!Scopes.isScopeToken(value)) {
                throw new IllegalArgumentException("@Protected, " + member + ": \"" + value
                        + "\" is not one value: visible ASCII without blanks, \" and \\; write several values as several"
                        + " strings, of which any one will do");
            }
        }
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(values)));
    }

    private static ScopeRule parse(String member, Function<String[], ScopeRule> grammar, String... alternatives) {
        try {
            return grammar.apply(alternatives);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("@Protected, " + member + ": " + e.getMessage(), e);
        }
    }
}
