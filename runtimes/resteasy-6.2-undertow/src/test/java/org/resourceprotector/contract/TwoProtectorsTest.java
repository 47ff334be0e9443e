package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/**
 * Two protectors that are providers of a deployment, so that no {@code Application} can be asked
 * for them.
 */
class TwoProtectorsTest {

    private static final Tokens TOKENS = new Tokens();

    @Test
    void twoProtectorsThatAreProvidersOfDeploymentAreRefused() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(
                List.of(ResourceProtector.with(TOKENS.validator()), ResourceProtector.with(TOKENS.validator())));
        deployment.setResources(List.of(new Endpoints.Root()));
        RuntimeException refusal = assertThrows(
                RuntimeException.class, () -> ConfiguredServer.start(deployment).close());
        assertThat(Deployment.messages(refusal), containsString("two ResourceProtectors"));
    }
}
