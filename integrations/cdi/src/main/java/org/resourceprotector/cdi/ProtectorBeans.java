package org.resourceprotector.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.types.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.TokenValidator;

/** The protectors that an application has as beans, and the parts of them. Used by one thread. */
final class ProtectorBeans {

    private static final String SINGLETON = "jakarta.inject.Singleton";

    /** Quarkus takes one with this if there is no other. */
    private static final String GIVING_WAY = "io.quarkus.arc.DefaultBean";

    private static final Set<String> OF_A_CALLER = Set.of(
            "jakarta.enterprise.context.RequestScoped",
            "jakarta.enterprise.context.SessionScoped",
            "jakarta.enterprise.context.ConversationScoped");

    /** What keeps something between requests, and what is lost with it. */
    private static final Map<String, String> PARTS = Map.of(
            TokenValidator.class.getName(), "keys and what it remembers of tokens",
            SenderConstraint.class.getName(), "which proofs were used",
            ProtectionListener.class.getName(), "what it has heard");

    private final Map<String, BeanInfo> beans = new LinkedHashMap<>();
    private final Set<String> qualified = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    void look(BeanInfo bean) {
        Set<String> types = types(bean);
        String scope = bean.scope().annotation().name();
        boolean isProtector = types.contains(ResourceProtector.class.getName());
        if (isProtector && !Places.isDefault(bean)) {
            qualified.add(Places.of(bean));
        } else if (isProtector && beans.putIfAbsent(Places.of(bean), bean) == null && !scope.equals(SINGLETON)) {
            problems.add(Places.of(bean) + ": a ResourceProtector is @Singleton, one for the application, and not @"
                    + simple(scope) + "; write @Singleton beside @Produces");
        }
        PARTS.forEach((part, kept) -> {
            if (types.contains(part) && OF_A_CALLER.contains(scope)) {
                problems.add(Places.of(bean) + ": in @" + simple(scope) + " it would forget " + kept
                        + " with each caller; write @Singleton or @ApplicationScoped");
            }
        });
    }

    private static Set<String> types(BeanInfo bean) {
        return bean.types().stream()
                .filter(Type::isClass)
                .map(type -> type.asClass().declaration().name())
                .collect(Collectors.toSet());
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    Collection<String> problems() {
        List<String> all = new ArrayList<>(problems);
        List<String> chosen = chosen();
        if (chosen.size() > 1) {
            all.add(String.join(" and ", chosen)
                    + ": both make a ResourceProtector, and an application has one; leave one of them, and give it both"
                    + " validators: ResourceProtector.with(first, second)");
        }
        return all;
    }

    /** The one that counts; empty text if there is none. */
    String producer() {
        List<String> chosen = chosen();
        return chosen.isEmpty() ? "" : chosen.get(0);
    }

    /** Those that {@code @Inject} without a qualifier does not ask for; empty text if there are none. */
    String qualified() {
        return String.join(", ", qualified);
    }

    /** Of alternatives that are selected, those of the highest priority; otherwise all, and on Quarkus not what gives way to them. */
    private List<String> chosen() {
        Map<String, BeanInfo> alternatives = new LinkedHashMap<>(beans);
        alternatives.values().removeIf(bean -> !isAlternative(bean));
        int highest = alternatives.values().stream()
                .mapToInt(ProtectorBeans::priority)
                .max()
                .orElse(0);
        alternatives.values().removeIf(bean -> priority(bean) < highest);
        Map<String, BeanInfo> left = alternatives.isEmpty() ? beans : alternatives;
        List<String> chosen = left.entrySet().stream()
                .filter(each -> !givesWay(each.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return chosen.isEmpty() ? List.copyOf(left.keySet()) : chosen;
    }

    private static boolean givesWay(BeanInfo bean) {
        return Places.declaration(bean)
                .hasAnnotation(annotation -> annotation.name().equals(GIVING_WAY));
    }

    /** Weld tells it of the bean that has a producer, and not of what is produced. */
    private static boolean isAlternative(BeanInfo bean) {
        return bean.isAlternative() || bean.declaringClass().hasAnnotation(Alternative.class);
    }

    private static int priority(BeanInfo bean) {
        if (bean.priority() != null) {
            return bean.priority();
        }
        AnnotationInfo ofClass = bean.declaringClass().annotation(Priority.class);
        return ofClass == null ? 0 : ofClass.value().asInt();
    }
}
