package org.resourceprotector.contract;

import io.quarkus.bootstrap.BootstrapConstants;
import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.model.ApplicationModelBuilder;
import io.quarkus.bootstrap.model.CapabilityContract;
import io.quarkus.maven.dependency.DependencyFlags;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.resourceprotector.Protected;

/** What Quarkus has to know of the libraries of an application, made from the class path of this process. */
final class ClassPathModel {

    private static final String GROUP = "org.resourceprotector";

    /** Classes that the suite sees, too; Quarkus takes those of this process. */
    private static final Set<String> SHARED = Set.of(
            "jakarta.ws.rs-api",
            "jakarta.annotation-api",
            "jakarta.enterprise.cdi-api",
            "jakarta.enterprise.lang-model",
            "jakarta.inject-api",
            "jakarta.interceptor-api",
            "jakarta.el-api",
            "resource-protector",
            "application");

    /** What builds an application, and is no part of it. */
    private static final Pattern BUILDING = Pattern.compile(
            ".*(-deployment|-deployment-spi|-processor|-spi-deployment|bootstrap-core|bootstrap-app-model|gizmo2?|/aesh|/readline|/asm.*)");

    private final ApplicationModelBuilder model = new ApplicationModelBuilder();
    private final Path repository;

    private ClassPathModel() {
        // jakarta/ws/rs/jakarta.ws.rs-api/VERSION/FILE
        this.repository =
                location(jakarta.ws.rs.Path.class).resolve("../../../../../..").normalize();
    }

    /**
     * The model.
     *
     * @param root what belongs to Quarkus alone
     * @param classes the classes of the application, for Quarkus to look at
     * @param modules further ones of this library, which this process does not have on its class path
     */
    static ApplicationModel of(Path root, Path classes, List<Path> modules) throws IOException {
        ClassPathModel made = new ClassPathModel();
        made.model.setAppArtifact(dependency(GROUP, "root", "1", root));
        made.add(dependency(GROUP, "application", "1", classes));
        made.add(dependency(GROUP, "resource-protector", "1", location(Protected.class)));
        for (Path module : modules) {
            made.add(dependency(GROUP, "module" + modules.indexOf(module), "1", module));
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path jar = Path.of(entry);
            if (jar.startsWith(made.repository)) {
                made.addLibrary(jar);
            }
        }
        return made.model.build();
    }

    private void addLibrary(Path jar) throws IOException {
        Path artifact = jar.getParent().getParent();
        String group = repository.relativize(artifact.getParent()).toString().replace(File.separatorChar, '.');
        ResolvedDependencyBuilder library = dependency(
                group,
                artifact.getFileName().toString(),
                jar.getParent().getFileName().toString(),
                jar);
        if (BUILDING.matcher(artifact.toString()).matches()) {
            library.clearFlag(DependencyFlags.RUNTIME_CP);
        }
        Properties extension = extension(jar);
        if (!extension.isEmpty()) {
            library.setRuntimeExtensionArtifact();
            model.handleExtensionProperties(extension, library.getKey());
            model.addExtensionCapabilities(CapabilityContract.of(
                    library.toGACTVString(),
                    extension.getProperty(BootstrapConstants.PROP_PROVIDES_CAPABILITIES),
                    extension.getProperty(BootstrapConstants.PROP_REQUIRES_CAPABILITIES)));
        }
        add(library);
    }

    private static Properties extension(Path jar) throws IOException {
        Properties properties = new Properties();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            ZipEntry entry = file.getEntry(BootstrapConstants.DESCRIPTOR_PATH);
            if (entry != null) {
                String text = new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                properties.load(new StringReader(text));
            }
        }
        return properties;
    }

    private void add(ResolvedDependencyBuilder library) {
        if (!model.hasDependency(library.getKey())) {
            model.addDependency(library);
        }
    }

    private static ResolvedDependencyBuilder dependency(String group, String artifact, String version, Path path) {
        int shared = SHARED.contains(artifact) ? DependencyFlags.CLASSLOADER_PARENT_FIRST : 0;
        return ResolvedDependencyBuilder.newInstance()
                .setGroupId(group)
                .setArtifactId(artifact)
                .setVersion(version)
                .setResolvedPath(path)
                .setFlags(DependencyFlags.RUNTIME_CP | DependencyFlags.DEPLOYMENT_CP | shared);
    }

    static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
