package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;

/** What docs/troubleshooting.md quotes of a bean container where this module is not. */
@Tag("once")
class NothingToInjectTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../../docs/troubleshooting.md");

    /** Asks for a token that nobody has. */
    static class Clerk {

        @Inject
        AccessToken token;
    }

    @Test
    void messageOfWeld_isQuotedAsItIs() throws IOException {
        Weld weld = new Weld().disableDiscovery().addBeanClass(Clerk.class);

        String message =
                assertThrows(DeploymentException.class, weld::initialize).getMessage();

        String beginning = message.substring(0, message.indexOf(" with qualifiers"));
        assertThat(Files.readString(DOCUMENT).replaceAll("\\s+", " "), containsString("`" + beginning + "`"));
    }
}
