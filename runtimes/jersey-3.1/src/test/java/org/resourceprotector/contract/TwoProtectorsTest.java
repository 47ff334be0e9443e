package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/**
 * Two protectors that are registered one by one: Jersey keeps one instance of a class, and tells neither which nor that
 * there was another.
 */
class TwoProtectorsTest {

    private static final Tokens TOKENS = new Tokens();

    private static ResourceProtector protector() {
        return ResourceProtector.with(TOKENS.validator());
    }

    @Test
    void secondProtector_isLeftOutAndOpensNothing() {
        assertClosed(
                new ResourceConfig(Endpoints.Root.class).register(protector()).register(protector()));
        assertClosed(new ResourceConfig(Endpoints.Root.class).registerInstances(protector(), protector()));
    }

    private static void assertClosed(ResourceConfig application) {
        try (Server server = Server.start(application)) {
            assertThat(server.get("/profile").send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.UNKNOWN).send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }
}
