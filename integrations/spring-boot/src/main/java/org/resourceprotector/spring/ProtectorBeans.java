package org.resourceprotector.spring;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.properties.ConfiguredParts;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The protector that is a bean, of the application or of properties. Immutable, thread-safe. */
final class ProtectorBeans {

    private final ConfigurableListableBeanFactory beans;

    ProtectorBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * The bean; null if there is none.
     *
     * @throws RefusedStartException if there are two, if it is made anew for each who asks, or if it is null
     */
    @Nullable
    ResourceProtector find() {
        for (String name : names()) {
            if (!beans.isSingleton(name)) {
                throw new RefusedStartException(
                        "the bean " + name
                                + " is made anew for each who asks for it, and an application has one ResourceProtector; remove its @Scope");
            }
            if (!(beans.getBean(name) instanceof ResourceProtector)) {
                throw new RefusedStartException("the bean " + name
                        + " is null in the place of a ResourceProtector, so that nothing would be protected; have it return"
                        + " ResourceProtector.with(…) with a validator, or remove it, and set resource-protector.issuer and"
                        + " resource-protector.audience");
            }
        }
        try {
            return beans.getBeanProvider(ResourceProtector.class).getIfAvailable();
        } catch (NoUniqueBeanDefinitionException e) {
            throw new RefusedStartException("the beans " + String.join(" and ", names())
                    + " are a ResourceProtector each, and an application has one; leave one of them, and give it both"
                    + " validators: ResourceProtector.with(first, second)");
        }
    }

    /** The names of all that there are, or, if there is none, of those of a parent context, in alphabetic order. */
    Collection<String> names() {
        String[] own = beans.getBeanNamesForType(ResourceProtector.class, true, false);
        return new TreeSet<>(Arrays.asList(
                own.length > 0
                        ? own
                        : BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                                beans, ResourceProtector.class, true, false)));
    }

    /** Whether properties describe a protector, because the application has no bean that is one. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOfProperties(ResourceProtector protector) {
        ConfiguredParts parts = beans.getBeanProvider(ConfiguredParts.class).getIfAvailable();
        return parts != null && parts.protector() == protector;
    }
}
