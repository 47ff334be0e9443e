package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What docs/troubleshooting.md quotes of Spring Boot. */
class NothingToInjectTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../../docs/troubleshooting.md");

    /** Asks for a token that nobody has. */
    record Clerk(AccessToken token) {}

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import(Clerk.class)
    static class Api {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.News.class);
        }
    }

    @Test
    void messageOfSpringBoot_isQuotedAsItIs() throws IOException {
        String message = "a bean of type '" + AccessToken.class.getName() + "' that could not be found";

        assertThat(outputOfTheStart(), containsString("Clerk required " + message));
        assertThat(Files.readString(DOCUMENT).replaceAll("\\s+", " "), containsString("`" + message + "`"));
    }

    private static String outputOfTheStart() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            assertThrows(
                    UnsatisfiedDependencyException.class,
                    () -> Boot.start(Api.class).close());
        } finally {
            System.setOut(before);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
