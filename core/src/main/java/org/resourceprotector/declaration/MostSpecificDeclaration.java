package org.resourceprotector.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;

/**
 * Finds the one declaration that counts for a method: on the method, its most specific override
 * first; else on the class, the most specific first. Classes come before interfaces; of interfaces,
 * a subinterface comes before the one that it extends, and what is unrelated must agree. That an
 * override repeats {@code @GET} or {@code @Path} makes no difference.
 *
 * <p>Stateless.
 */
final class MostSpecificDeclaration {

    private MostSpecificDeclaration() {}

    /**
     * The declaration for a resource method or a sub-resource locator. Throws an
     * {@code InvalidDeclaration} if something in the hierarchy cannot be a rule, or two interfaces
     * disagree.
     */
    @Nullable
    static Declaration of(ClassHierarchy hierarchy, Method method) {
        Declaration onMethod = mostSpecific(
                hierarchy, type -> onMethods(hierarchy.overrides(method, type)), Declaration.place(method));
        if (onMethod == null) {
            refuseMistakable(hierarchy, method);
            return of(hierarchy);
        }
        hierarchy.all().forEach(MostSpecificDeclaration::on);
        return onMethod;
    }

    /** Refuses a method that does not override one whose annotations some runtimes take for it. */
    private static void refuseMistakable(ClassHierarchy hierarchy, Method method) {
        for (Method hidden : hierarchy.mistakable(method)) {
            refuseMistaken(hidden, method, "it is private, static or of another package, but some runtimes take");
        }
    }

    /**
     * Refuses a method that a runtime gave the annotations of another one, which it does not
     * override, if that one has a rule that is not open.
     */
    static void refuseMistaken(ClassHierarchy hierarchy, Method method, Method annotated) {
        if (!hierarchy.overrides(method).contains(annotated)) {
            refuseMistaken(annotated, method, "it has other parameters, but this runtime takes");
        }
    }

    private static void refuseMistaken(Method hidden, Method method, String reason) {
        Declaration declared = on(hidden);
        if (declared != null && declared.rule().access() != Access.OPEN) {
            throw new InvalidDeclaration(
                    Declaration.place(hidden),
                    "the method is not overridden by " + Declaration.place(method) + ", because " + reason
                            + " its annotations for those of that method; write them there, or give that method another"
                            + " name");
        }
    }

    /** The declaration for a class. */
    @Nullable
    static Declaration of(ClassHierarchy hierarchy) {
        List<Class<?>> all = hierarchy.all();
        return mostSpecific(
                hierarchy, MostSpecificDeclaration::on, all.isEmpty() ? "Object" : Declaration.place(all.get(0)));
    }

    /** Checks each annotation of a hierarchy for itself. */
    static void requireRules(ClassHierarchy hierarchy) {
        for (Class<?> type : hierarchy.all()) {
            on(type);
            for (Method method : type.getDeclaredMethods()) {
                on(method);
            }
        }
    }

    private static @Nullable Declaration mostSpecific(
            ClassHierarchy hierarchy, Function<Class<?>, @Nullable Declaration> declared, String place) {
        Declaration first = null;
        Class<?> declaredBy = null;
        for (Class<?> type : hierarchy.classes()) {
            Declaration found = declared.apply(type);
            if (first == null && found != null) {
                first = found;
                declaredBy = type;
            }
        }
        List<Class<?>> declaring = new ArrayList<>();
        for (Class<?> type : hierarchy.interfaces()) {
            Declaration found = declared.apply(type);
            if (found != null) {
                declaring.add(type);
                refuseToOverrule(type, found, declaredBy, first, place);
            }
        }
        return first != null ? first : agreed(declaring, declared, place);
    }

    /**
     * A class replaces what its own interfaces say. It does not overrule what an interface says
     * that only a subclass has.
     */
    private static void refuseToOverrule(
            Class<?> type,
            Declaration onInterface,
            @Nullable Class<?> declaredBy,
            @Nullable Declaration onClass,
            String place) {
        if (declaredBy != null
                && onClass != null
                && !type.isAssignableFrom(declaredBy)
                && !onInterface.rule().equals(onClass.rule())) {
            throw disagreement(place, onClass, onInterface);
        }
    }

    private static InvalidDeclaration disagreement(String place, Declaration one, Declaration other) {
        return new InvalidDeclaration(
                place,
                one.declaredAt() + " and " + other.declaredAt()
                        + " disagree about it; write the annotation that is meant on the implementation");
    }

    private static @Nullable Declaration agreed(
            List<Class<?>> declaring, Function<Class<?>, @Nullable Declaration> declared, String place) {
        Declaration agreed = null;
        for (Class<?> type : declaring) {
            if (declaring.stream().anyMatch(other -> other != type && type.isAssignableFrom(other))) {
                continue;
            }
            Declaration found = declared.apply(type);
            if (agreed != null && found != null && !agreed.rule().equals(found.rule())) {
                throw disagreement(place, agreed, found);
            }
            agreed = agreed == null ? found : agreed;
        }
        return agreed;
    }

    /**
     * What the methods of one class declare that are one with a method. There is more than one only
     * if they cannot be told apart.
     */
    private static @Nullable Declaration onMethods(List<Method> methods) {
        List<Method> written =
                methods.stream().filter(method -> !method.isBridge()).toList();
        List<Method> candidates = written.isEmpty() ? methods : written;
        Declaration agreed = candidates.isEmpty() ? null : on(candidates.get(0));
        for (Method candidate : candidates) {
            Declaration found = on(candidate);
            if (!Objects.equals(rule(agreed), rule(found))) {
                throw new InvalidDeclaration(
                        Declaration.place(candidate),
                        "overloads that cannot be told apart disagree; write the same annotation on both");
            }
        }
        return agreed;
    }

    private static @Nullable Rule rule(@Nullable Declaration declaration) {
        return declaration == null ? null : declaration.rule();
    }

    private static @Nullable Declaration on(AnnotatedElement element) {
        String place = Declaration.place(element);
        refuseCopies(element, place);
        refuseMetaAnnotations(element, place);
        try {
            Rule rule = ProtectionAnnotations.read(element);
            return rule == null ? null : new Declaration(rule, place);
        } catch (IllegalArgumentException e) {
            throw new InvalidDeclaration(place, String.valueOf(e.getMessage()));
        }
    }

    /**
     * An annotation from another class loader's copy of this library is not known here, and would
     * count for nothing.
     */
    private static void refuseCopies(AnnotatedElement element, String place) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (ProtectionAnnotations.isCopy(annotation.annotationType())) {
                throw new InvalidDeclaration(
                        place,
                        "@" + annotation.annotationType().getSimpleName()
                                + " comes from another copy of this library than the ResourceProtector; have one copy,"
                                + " in a class loader that both see");
            }
        }
    }

    private static void refuseMetaAnnotations(AnnotatedElement element, String place) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            if (carriesOurs(annotation.annotationType(), new HashSet<>())) {
                throw new InvalidDeclaration(
                        place,
                        "@" + annotation.annotationType().getSimpleName()
                                + " carries a protection annotation, which has"
                                + " no effect as a meta-annotation; write @Protected or @Unprotected itself here");
            }
        }
    }

    private static boolean carriesOurs(Class<? extends Annotation> type, Set<Class<?>> seen) {
        if (ProtectionAnnotations.isOurs(type) || !seen.add(type)) {
            return false;
        }
        for (Annotation meta : type.getDeclaredAnnotations()) {
            if (ProtectionAnnotations.isOurs(meta.annotationType())
                    || ProtectionAnnotations.isCopy(meta.annotationType())
                    || carriesOurs(meta.annotationType(), seen)) {
                return true;
            }
        }
        return false;
    }
}
