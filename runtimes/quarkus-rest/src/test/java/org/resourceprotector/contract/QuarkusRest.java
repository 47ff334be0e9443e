package org.resourceprotector.contract;

import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.app.RunningQuarkusApplication;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Runs applications on Quarkus REST. Each is built by Quarkus, within this process, as an application that has its classes and
 * no others. The suite, the library and Jakarta REST are the same classes inside and outside of it.
 */
public final class QuarkusRest implements Runner {

    /** For the service loader. */
    public QuarkusRest() {}

    @Override
    public Running run(Application application) throws Exception {
        return run(application, "http", "quarkus.http.test-port", Map.of());
    }

    /** Starts with further settings, and is called at the port that has this name. */
    OverHttp run(Application application, String scheme, String port, Map<String, String> more) throws Exception {
        Path folder = folder();
        ApplicationFiles files = ApplicationFiles.write(application, folder.resolve("classes"));
        Registrations.set(files.registrations());
        return start(files.loader(), folder, List.of(), scheme, port, more);
    }

    /** Starts an application that has {@code resource-protector-cdi}, and these classes and no others. */
    static OverHttp run(Class<?>... classes) throws Exception {
        Path folder = folder();
        ApplicationFiles.copy(List.of(classes), folder.resolve("classes"));
        List<Path> modules = Stream.of(System.getProperty("cdi.modules").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return start(QuarkusRest.class.getClassLoader(), folder, modules, "http", "quarkus.http.test-port", Map.of());
    }

    private static Path folder() throws IOException {
        return Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "quarkus-rest");
    }

    @SuppressWarnings("deprecation") // there is no other way to learn the port of this kind of start
    private static OverHttp start(
            ClassLoader loader, Path folder, List<Path> modules, String scheme, String port, Map<String, String> more)
            throws Exception {
        Properties settings = settings();
        settings.putAll(more);
        Path root = Files.createDirectories(folder.resolve("root"));
        CuratedApplication built = QuarkusBootstrap.builder()
                .setApplicationRoot(root)
                .setProjectRoot(root)
                .setTargetDirectory(folder)
                .setMode(QuarkusBootstrap.Mode.TEST)
                .setTest(true)
                .setBaseClassLoader(loader)
                .setBuildSystemProperties(settings)
                .setRuntimeProperties(settings)
                .setExistingModel(ClassPathModel.of(root, folder.resolve("classes"), modules))
                .build()
                .bootstrap();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            RunningQuarkusApplication running =
                    built.createAugmentor().createInitialRuntimeApplication().run();
            int at = running.getConfigValue(port, Integer.class).orElseThrow();
            return new OverHttp(URI.create(scheme + "://localhost:" + at + "/"), () -> stop(running, built));
        } catch (ExceptionInInitializerError refused) {
            built.close();
            throw new IllegalStateException("Quarkus did not start", refused);
        } catch (Exception | Error e) {
            built.close();
            throw e;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("quarkus.http.test-port", "0");
        settings.setProperty("platform.quarkus.native.builder-image", "none");
        // an override of a generic method that repeats its path is two methods to Quarkus
        settings.setProperty("quarkus.rest.fail-on-duplicate", "false");
        return settings;
    }

    private static void stop(RunningQuarkusApplication running, CuratedApplication built) {
        try {
            running.close();
        } catch (Exception e) {
            throw new IllegalStateException("the application did not stop", e);
        } finally {
            built.close();
            RuntimeDelegate.setInstance(null);
        }
    }
}
