package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/**
 * Two protectors that are set on the factory bean, where no {@code Application} can be asked for them, and neither sees
 * the other before a request.
 */
class TwoProtectorsTest {

    private static final Tokens TOKENS = new Tokens();

    @Test
    void twoProtectorsThatAreSetAsProviders_letNobodyIn() {
        ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setResourceClasses(Endpoints.Root.class);
            factory.setProviders(
                    List.of(ResourceProtector.with(TOKENS.validator()), ResourceProtector.with(TOKENS.validator())));
        });
        try (server) {
            int ran = Ran.times("profile");
            assertThat(server.get("/profile").send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(500));
            assertThat(Ran.times("profile"), is(ran));
        }
    }
}
