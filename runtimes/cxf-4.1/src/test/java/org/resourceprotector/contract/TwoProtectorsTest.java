package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/** Two protectors that are set on the factory bean, where no {@code Application} can be asked for them. */
class TwoProtectorsTest {

    private static final Tokens TOKENS = new Tokens();

    @Test
    void twoProtectorsThatAreSetAsProvidersAreRefused() {
        RuntimeException refusal = assertThrows(
                RuntimeException.class,
                () -> ConfiguredServer.start(factory -> {
                            factory.setResourceClasses(Endpoints.Root.class);
                            factory.setProviders(List.of(
                                    ResourceProtector.with(TOKENS.validator()),
                                    ResourceProtector.with(TOKENS.validator())));
                        })
                        .stop());
        assertThat(Deployment.messages(refusal), containsString("two ResourceProtectors"));
    }
}
