package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.cdi.wrong.Beans;

/** What is set where nobody reads it: an application without annotations would be open. */
@Tag("without-microprofile-config")
class UnreadPropertiesTest {

    private static final String NAME = "resource-protector.protect-unannotated";
    private static final String VARIABLE = "RESOURCE_PROTECTOR_PROTECT_UNANNOTATED";

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path classes;

    @AfterEach
    void forget() {
        System.clearProperty(NAME);
        System.clearProperty(VARIABLE);
        Thread.currentThread().setContextClassLoader(before);
    }

    /** An application that is being deployed, as a feature sees it, with nothing in it. */
    private static FeatureContext application() {
        Map<String, Object> answers = Map.of(
                "getRuntimeType",
                RuntimeType.SERVER,
                "isRegistered",
                false,
                "getInstances",
                Set.of(),
                "getProperties",
                Map.of());
        Configuration nothing = proxy(Configuration.class, answers);
        return proxy(FeatureContext.class, Map.of("getConfiguration", nothing));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    private static boolean register(Class<?>... beans) {
        try (WeldContainer container = Containers.of(beans)) {
            return container.select(Deployments.class).get().register(application());
        }
    }

    private static void assertRefused() {
        String message = assertThrows(IllegalStateException.class, UnreadPropertiesTest::register)
                .getMessage();
        assertThat(
                message, startsWith(NAME + ": nobody reads it, because there is no MicroProfile Config here; produce"));
    }

    @Test
    void systemPropertyThatNobodyReads_isRefused() {
        System.setProperty(NAME, "true");

        assertRefused();
    }

    @Test
    void systemPropertyLikeAVariable_isRefused() {
        System.setProperty(VARIABLE, "true");

        String message = assertThrows(IllegalStateException.class, UnreadPropertiesTest::register)
                .getMessage();

        assertThat(message, startsWith(VARIABLE + ": nobody reads it"));
    }

    @Test
    void fileThatNobodyReads_isRefused() throws IOException {
        Files.createDirectory(classes.resolve("META-INF"));
        Files.writeString(classes.resolve("META-INF/microprofile-config.properties"), NAME + "=true\nother.name=a\n");
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(application);

            assertRefused();
        }
    }

    @Test
    void producedProtector_countsAllTheSame() {
        System.setProperty(NAME, "true");

        assertThat(register(Beans.GoodProducer.class), is(true));
    }

    @Test
    void nothingSet_isNotRefused() {
        assertThat(register(), is(false));
    }
}
