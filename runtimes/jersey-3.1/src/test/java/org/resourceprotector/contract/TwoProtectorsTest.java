package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.Verdict;

/** Two protectors that are registered one by one: Jersey keeps the first instance of a class, and tells of no other. */
class TwoProtectorsTest {

    private static final Tokens TOKENS = new Tokens();

    private static ResourceProtector protector() {
        return ResourceProtector.with(TOKENS.validator());
    }

    @Test
    void secondProtectorThatIsRegistered_isLeftOutByTheRuntimeAndOpensNothing() {
        assertFirstHolds(
                new ResourceConfig(Endpoints.Root.class).register(protector()).register(lenient()));
        assertFirstHolds(new ResourceConfig(Endpoints.Root.class).registerInstances(protector(), lenient()));
    }

    /** Would let everybody in. */
    private static ResourceProtector lenient() {
        return ResourceProtector.with(
                token -> Verdict.accepted(Tokens.of("anybody").withScopes("profile")));
    }

    private static void assertFirstHolds(ResourceConfig application) {
        try (Server server = Server.start(application)) {
            assertThat(server.get("/profile").send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.UNKNOWN).send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }
}
