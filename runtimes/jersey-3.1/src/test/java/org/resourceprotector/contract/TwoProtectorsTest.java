package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/** Two protectors that are registered one by one, where the {@code Application} does not hand them out. */
class TwoProtectorsTest {

    private static final Tokens TOKENS = new Tokens();

    private static ResourceProtector protector() {
        return ResourceProtector.with(TOKENS.validator());
    }

    @Test
    void twoProtectorsThatAreRegisteredAreRefused() {
        Throwable refusal = Deployment.refused(
                new ResourceConfig(Endpoints.Root.class).register(protector()).register(protector()));
        assertThat(Deployment.messages(refusal), containsString("two ResourceProtectors"));
    }

    @Test
    void twoProtectorsThatAreRegisteredAtOnceAreRefused() {
        Throwable refusal = Deployment.refused(
                new ResourceConfig(Endpoints.Root.class).registerInstances(protector(), protector()));
        assertThat(Deployment.messages(refusal), containsString("two ResourceProtectors"));
    }
}
