package org.resourceprotector.cdi;

import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.DeclarationInfo;
import jakarta.enterprise.lang.model.declarations.FieldInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What beans and their classes are called, and what classes are made of. Stateless. */
final class Places {

    private static final String DEFAULT = "jakarta.enterprise.inject.Default";
    private static final Set<String> NO_CHOICE =
            Set.of(DEFAULT, "jakarta.enterprise.inject.Any", "jakarta.inject.Named");

    private Places() {}

    /** The class of a bean, or what produces it, as {@code Class#member}. */
    static String of(BeanInfo bean) {
        return bean.isClassBean() ? bean.declaringClass().name() : of(declaration(bean));
    }

    /** The class of a bean, or what produces it. */
    static DeclarationInfo declaration(BeanInfo bean) {
        MethodInfo method = bean.producerMethod();
        FieldInfo field = bean.producerField();
        if (method != null) {
            return method;
        }
        return field != null ? field : bean.declaringClass();
    }

    /** The class of a bean, or the type of what is produced; null if that is no class without parameters. */
    static @Nullable ClassInfo made(BeanInfo bean) {
        if (bean.isClassBean()) {
            return bean.declaringClass();
        }
        MethodInfo method = bean.producerMethod();
        FieldInfo field = bean.producerField();
        Type type = method != null ? method.returnType() : field == null ? null : field.type();
        return type == null || !type.isClass() ? null : type.asClass().declaration();
    }

    static String of(MethodInfo method) {
        return method.declaringClass().name() + "#" + method.name();
    }

    private static String of(FieldInfo field) {
        return field.declaringClass().name() + "#" + field.name();
    }

    /** A field, or the method that has a parameter. */
    static String of(DeclarationInfo declaration) {
        if (declaration.isField()) {
            return of(declaration.asField());
        }
        return of(declaration.isParameter() ? declaration.asParameter().declaringMethod() : declaration.asMethod());
    }

    /** Whether {@code @Inject} without a qualifier finds a bean: it has none either, or {@code @Default} beside others. */
    static boolean isDefault(BeanInfo bean) {
        return areDefault(bean.qualifiers())
                || bean.qualifiers().stream()
                        .anyMatch(qualifier -> qualifier.name().equals(DEFAULT));
    }

    /** Whether an injection point asks for what has no qualifier. */
    static boolean areDefault(Iterable<AnnotationInfo> qualifiers) {
        for (AnnotationInfo qualifier : qualifiers) {
            if (!NO_CHOICE.contains(qualifier.name())) {
                return false;
            }
        }
        return true;
    }

    /** A class with all that it extends and implements, the most specific first. */
    static List<ClassInfo> hierarchy(ClassInfo type) {
        Map<String, ClassInfo> found = new LinkedHashMap<>();
        List<ClassInfo> classes = new ArrayList<>();
        for (ClassInfo c = type; c != null; c = c.superClassDeclaration()) {
            found.put(c.name(), c);
            classes.add(c);
        }
        classes.forEach(c -> addInterfaces(c, found));
        found.remove(Object.class.getName());
        return List.copyOf(found.values());
    }

    private static void addInterfaces(ClassInfo type, Map<String, ClassInfo> found) {
        for (ClassInfo parent : type.superInterfacesDeclarations()) {
            if (found.putIfAbsent(parent.name(), parent) == null) {
                addInterfaces(parent, found);
            }
        }
    }

    static boolean isA(ClassInfo type, Class<?> expected) {
        return hierarchy(type).stream().anyMatch(c -> c.name().equals(expected.getName()));
    }
}
