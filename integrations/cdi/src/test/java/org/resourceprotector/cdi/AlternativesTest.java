package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.shop.Protection;
import org.resourceprotector.cdi.wrong.Beans;

/** A protector that beans.xml selects, which does so in its own archive only: this library is in another one. */
@Tag("once")
class AlternativesTest {

    private static final String SELECTED = Beans.Selected.class.getName();

    @TempDir
    Path archive;

    /** An archive with one alternative, which its beans.xml selects. */
    private URL archive() throws IOException {
        Path file = archive.resolve(SELECTED.replace('.', '/') + ".class");
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream code = Objects.requireNonNull(Beans.class.getResourceAsStream("Beans$Selected.class"))) {
            Files.copy(code, file);
        }
        Files.createDirectory(archive.resolve("META-INF"));
        Files.writeString(
                archive.resolve("META-INF/beans.xml"),
                "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
                        + " bean-discovery-mode=\"annotated\"><alternatives><class>" + SELECTED
                        + "</class></alternatives></beans>");
        return archive.toUri().toURL();
    }

    private static FeatureContext application() {
        Configuration nothing = proxy(
                Configuration.class,
                Map.of("getRuntimeType", RuntimeType.SERVER, "isRegistered", false, "getInstances", Set.of()));
        return proxy(FeatureContext.class, Map.of("getConfiguration", nothing));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void alternativeOfAnotherArchive_isRefused() throws IOException {
        try (URLClassLoader classes = new URLClassLoader(
                        new URL[] {archive()}, Thread.currentThread().getContextClassLoader());
                WeldContainer container = new Weld().setClassLoader(classes).initialize()) {
            Deployments deployments = container.select(Deployments.class).get();

            String refusal = assertThrows(IllegalStateException.class, () -> deployments.register(application()))
                    .getMessage();

            assertThat(
                    refusal,
                    is(SELECTED
                            + "#selected makes the ResourceProtector, and is not seen by resource-protector-cdi, which"
                            + " would enforce that of " + Protection.class.getName() + ": an alternative that beans.xml"
                            + " selects counts in its own archive only; write @Priority(1) beside @Alternative, and remove"
                            + " it from beans.xml"));
        }
    }

    @Test
    void alternativeThatNothingSees_isRefused() throws NoSuchMethodException {
        Beans.Strict ofNobody =
                Beans.QualifiedProducer.class.getDeclaredMethod("strict").getAnnotation(Beans.Strict.class);
        try (WeldContainer container = Containers.of()) {
            String refusal = assertThrows(
                            IllegalStateException.class,
                            () -> Registration.made(
                                    container.select(ResourceProtector.class, ofNobody), SELECTED + "#selected"))
                    .getMessage();

            assertThat(
                    refusal,
                    is(
                            SELECTED
                                    + "#selected makes the ResourceProtector, and is not seen by resource-protector-cdi: an"
                                    + " alternative that beans.xml selects counts in its own archive only; write @Priority(1)"
                                    + " beside @Alternative, and remove it from beans.xml; any other protector must be in an archive that this one sees"));
        }
    }
}
