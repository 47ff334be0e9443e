package org.resourceprotector.testkit;

import static java.util.stream.Collectors.toSet;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module as users see it. */
class ModuleTest {

    @Test
    void theModuleHasOnePackageAndAsksForJunitOnlyWhereItIsUsed() throws Exception {
        ModuleDescriptor module = descriptor();

        assertThat(module.name(), is("org.resourceprotector.testkit"));
        assertThat(
                module.exports().stream()
                        .map(ModuleDescriptor.Exports::toString)
                        .collect(toSet()),
                is(Set.of("org.resourceprotector.testkit")));
        assertThat(
                module.requires().stream().map(Requires::name).collect(toSet()),
                is(Set.of(
                        "java.base",
                        "java.net.http",
                        "jdk.httpserver",
                        "com.nimbusds.jose.jwt",
                        "org.jspecify",
                        "org.junit.jupiter.api",
                        "org.resourceprotector")));
        assertThat(
                module.requires().stream()
                        .filter(required -> required.modifiers().contains(Modifier.STATIC))
                        .map(Requires::name)
                        .toList(),
                is(List.of("org.junit.jupiter.api")));
        assertThat(module.opens(), is(Set.of()));
        assertThat(module.provides(), is(Set.of()));
        assertThat(module.uses(), is(Set.of()));
    }

    private static ModuleDescriptor descriptor() throws Exception {
        Path classes = Path.of(TestIssuer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in);
        } catch (IOException missing) {
            throw new AssertionError("no module-info.class in " + classes, missing);
        }
    }
}
