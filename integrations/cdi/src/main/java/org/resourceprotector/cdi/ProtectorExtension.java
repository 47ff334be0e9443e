package org.resourceprotector.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Types;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/**
 * Looks at all beans when an application is built or deployed. Refuses, with the place and what to write instead: two protectors, a
 * protector or a part of it in a scope that makes it anew, {@code @Protected} on a bean that no request reaches, and a token that is
 * injected into what outlives its request. Adds the protector that properties describe, if the application makes none, and the
 * application's own types of token where they are injected. Not for use by applications.
 *
 * <p>Used by one thread of the container.
 */
public final class ProtectorExtension implements BuildCompatibleExtension {

    private final ProtectorBeans protectors = new ProtectorBeans();
    private final ProtectedBeans protectedBeans = new ProtectedBeans();
    private final InjectedTokens tokens = new InjectedTokens();

    /** Called by the container. */
    public ProtectorExtension() {}

    /**
     * Called by the container for each bean.
     *
     * @param bean the bean
     */
    @Registration(types = Object.class)
    public void bean(BeanInfo bean) {
        if (bean.isSynthetic()) {
            return;
        }
        protectors.look(bean);
        protectedBeans.look(bean);
        tokens.look(bean);
    }

    /**
     * Called by the container when it knows all beans.
     *
     * @param components takes what is added
     * @param types makes types
     * @throws DeploymentException if something must not be
     */
    @Synthesis
    public void add(SyntheticComponents components, Types types) {
        List<String> problems = new ArrayList<>(protectors.problems());
        problems.addAll(protectedBeans.problems());
        problems.addAll(tokens.problems());
        if (!problems.isEmpty()) {
            throw new DeploymentException(String.join("; ", problems));
        }
        String producer = protectors.producer();
        String needed = protectedBeans.first();
        components
                .addBean(Findings.class)
                .type(Findings.class)
                .scope(Singleton.class)
                .withParam("producer", producer)
                .withParam("needed", needed.isEmpty() ? producer : needed)
                .withParam("qualified", protectors.qualified())
                .createWith(Findings.Creator.class);
        if (producer.isEmpty()) {
            components
                    .addBean(ResourceProtector.class)
                    .type(ResourceProtector.class)
                    .scope(Singleton.class)
                    .createWith(ConfiguredProtector.Creator.class);
        }
        for (InjectedTokens.Injected token : tokens.missing()) {
            if (token.isOptional()) {
                Type argument = token.type();
                components
                        .addBean(Optional.class)
                        .type(types.parameterized(Optional.class, argument))
                        .scope(Dependent.class)
                        .withParam("type", token.declaration())
                        .createWith(TokenCreator.OfOptional.class);
            } else {
                components
                        .addBean(AccessToken.class)
                        .type(token.declaration())
                        .scope(Dependent.class)
                        .withParam("type", token.declaration())
                        .createWith(TokenCreator.class);
            }
        }
    }
}
