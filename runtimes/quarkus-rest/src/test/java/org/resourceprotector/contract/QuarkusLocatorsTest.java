package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/** Where Quarkus walks another locator than other runtimes do, what is behind it is as closed. */
class QuarkusLocatorsTest {

    private static final String PATH = "/produces-only/docs";

    @Test
    void overrideThatIsALocatorForQuarkusOnly_isClosed() {
        ResourceProtector protector = ResourceProtector.with(new Tokens().validator());
        try (Server server = Server.start(new Api(AnnotationInheritanceTest.ProducesOnly.class, protector))) {
            assertThat(server.get(PATH).send().status(), is(401));
            assertThat(server.get(PATH).bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(server.get(PATH).bearer(Tokens.PROFILE).send().body(), is("never walked"));
        }
    }
}
