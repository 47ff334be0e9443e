package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JWSObject;
import jakarta.ws.rs.GET;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;

/** The library as other modules see it. */
class ModuleTest {

    private final ModuleDescriptor module = ModuleFinder.of(Path.of("target", "classes"))
            .find("org.resourceprotector")
            .orElseThrow()
            .descriptor();

    @Test
    void exportsThePackagesThatUsersWriteAgainst() {
        assertThat(
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()),
                containsInAnyOrder(
                        "org.resourceprotector",
                        "org.resourceprotector.dpop",
                        "org.resourceprotector.introspection",
                        "org.resourceprotector.jwt",
                        "org.resourceprotector.keys",
                        "org.resourceprotector.metadata",
                        "org.resourceprotector.mtls",
                        "org.resourceprotector.scope",
                        "org.resourceprotector.status",
                        "org.resourceprotector.token"));
    }

    /** A package in the drawing, and the word behind it if it is exported. */
    private static final Pattern DRAWN =
            Pattern.compile("(?m)^[ │├└─▶]*(org\\.resourceprotector|(?:\\.[a-z]+)+) +(exported )?");

    @Test
    void drawing_showsAllPackagesAndWhichAreExported() throws IOException {
        String drawing = Files.readString(Path.of("..", "ARCHITECTURE.md")).split("```", 3)[1];
        Map<String, Boolean> drawn = new TreeMap<>();
        DRAWN.matcher(drawing)
                .results()
                .forEach(found -> drawn.put(
                        found.group(1).startsWith(".") ? "org.resourceprotector" + found.group(1) : found.group(1),
                        found.group(2) != null));
        Set<String> exported =
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        Map<String, Boolean> packages =
                module.packages().stream().collect(Collectors.toMap(name -> name, exported::contains));

        assertThat(drawn, is(packages));
    }

    @Test
    void opensThePackagesThatRuntimesInjectInto() {
        assertThat(
                module.opens().stream().map(ModuleDescriptor.Opens::source).collect(Collectors.toSet()),
                containsInAnyOrder(
                        "org.resourceprotector", "org.resourceprotector.absence", "org.resourceprotector.enforcement"));
    }

    /** Not so what is there for those who have it: types of the runtimes that call us, and annotations. */
    @Test
    void needsFourLibrariesAndTheJdk() {
        assertThat(
                module.requires().stream()
                        .filter(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .map(ModuleDescriptor.Requires::name)
                        .filter(name -> !name.startsWith("java."))
                        .collect(Collectors.toSet()),
                containsInAnyOrder(
                        "jakarta.ws.rs", "com.nimbusds.jose.jwt", "com.github.benmanes.caffeine", "org.jspecify"));
    }

    @Test
    void whoNeedsTheLibrary_needsWhatItsTypesShow() {
        assertThat(
                module.requires().stream()
                        .filter(required ->
                                required.modifiers().contains(ModuleDescriptor.Requires.Modifier.TRANSITIVE))
                        .map(ModuleDescriptor.Requires::name)
                        .collect(Collectors.toSet()),
                containsInAnyOrder("jakarta.ws.rs", "java.net.http", "org.jspecify"));
    }

    /** Not so if it offered a service of a module that is there for some only. */
    @Test
    void isFoundOnAModulePathWithItsFourLibrariesAlone() {
        Path[] path = Stream.of(AccessToken.class, JWSObject.class, Caffeine.class, NullMarked.class, GET.class)
                .map(ModuleTest::location)
                .toArray(Path[]::new);

        Configuration resolved = ModuleLayer.boot()
                .configuration()
                // JDK 25 has jdk.crypto.ec, which nimbus requires, but does not load it if nobody asks
                .resolve(ModuleFinder.of(path), ModuleFinder.ofSystem(), Set.of("org.resourceprotector"));

        assertThat(resolved.findModule("org.resourceprotector").isPresent(), is(true));
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void offersTheCheckForAForgottenProtector() {
        assertThat(
                module.provides().stream()
                        .map(provides -> provides.service() + " " + provides.providers())
                        .toList(),
                containsInAnyOrder(
                        "jakarta.ws.rs.container.DynamicFeature [org.resourceprotector.MissingProtectorCheck$Loaded]",
                        "jakarta.ws.rs.core.Feature [org.resourceprotector.absence.JerseyModelCheck]"));
    }
}
