package org.resourceprotector.contract;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.resourceprotector.ResourceProtector;

/**
 * The files of the classes of an application, for Quarkus to look at: what the application names, and what that mentions. An
 * instance of a resource class is taken for its class, because Quarkus makes instances by itself; it is left out if Quarkus
 * cannot.
 *
 * @param folder where they are
 * @param loader what loads the classes
 * @param registrations what Quarkus does not find by looking at classes
 */
record ApplicationFiles(Path folder, ClassLoader loader, List<Object> registrations) {

    private static final String SUITE = "org.resourceprotector.contract.";
    private static final String PATH = Type.getDescriptor(jakarta.ws.rs.Path.class);

    @SuppressWarnings("deprecation") // singletons are what most applications of the suite have
    static ApplicationFiles write(Application application, Path folder) throws IOException {
        List<Object> registrations = new ArrayList<>();
        Set<Class<?>> named = new LinkedHashSet<>(Set.of(Registrations.class, ProtectorBean.class));
        for (Class<?> type : application.getClasses()) {
            if (isResource(type) || type.isAnnotationPresent(Provider.class)) {
                named.add(type);
            } else {
                registrations.add(type);
            }
        }
        for (Object singleton : application.getSingletons()) {
            Class<?> type = singleton.getClass();
            if (!isResource(type)) {
                registrations.add(singleton);
            } else if (Arrays.stream(type.getDeclaredConstructors()).anyMatch(ApplicationFiles::canBeCalled)) {
                named.add(type);
            }
        }
        if (application instanceof Listing listing) {
            named.add(application.getClass());
            named.addAll(listing.unlisted());
        }
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> type : named) {
            collect(type, all);
        }
        ClassLoader loader = ApplicationFiles.class.getClassLoader();
        for (Class<?> type : all) {
            write(type, named.contains(type), folder);
            loader = type.getClassLoader() == ApplicationFiles.class.getClassLoader() ? loader : type.getClassLoader();
        }
        if (!(application instanceof Listing)) {
            AnnotatedApplication.write(application.getClass(), folder);
        }
        Files.createDirectories(folder.resolve("META-INF"));
        Files.createFile(folder.resolve("META-INF/beans.xml"));
        return new ApplicationFiles(folder, loader, registrations);
    }

    /** Copies the files of these classes alone, as an archive of beans. */
    static void copy(List<Class<?>> classes, Path folder) throws IOException {
        for (Class<?> type : classes) {
            write(type, true, folder);
        }
        Files.createDirectories(folder.resolve("META-INF"));
        Files.createFile(folder.resolve("META-INF/beans.xml"));
    }

    private static boolean isResource(Class<?> type) {
        return type.isAnnotationPresent(jakarta.ws.rs.Path.class)
                || (type.getSuperclass() != null && isResource(type.getSuperclass()))
                || Arrays.stream(type.getInterfaces()).anyMatch(ApplicationFiles::isResource);
    }

    private static boolean canBeCalled(Constructor<?> constructor) {
        return Arrays.stream(constructor.getParameterTypes()).allMatch(ResourceProtector.class::equals);
    }

    /** Adds a class of the suite, and those that its code and its declarations mention, but not the classes around it. */
    private static void collect(Class<?> type, Set<Class<?>> all) throws IOException {
        if (!type.getName().startsWith(SUITE) || type.getName().endsWith("Test") || !all.add(type)) {
            return;
        }
        try (InputStream in = file(type)) {
            if (in == null) {
                return;
            }
            for (String mentioned : Mentions.in(new ClassReader(in))) {
                collect(Class.forName(mentioned, false, type.getClassLoader()), all);
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream file(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null ? null : loader.getResourceAsStream(type.getName().replace('.', '/') + ".class");
    }

    /** Copies a file. What the application does not name is no root resource of it, so that it has no path there. */
    private static void write(Class<?> type, boolean isNamed, Path folder) throws IOException {
        try (InputStream in = file(type)) {
            if (in == null) {
                return;
            }
            ClassReader read = new ClassReader(in);
            ClassWriter written = new ClassWriter(0);
            boolean keepsPath = isNamed || type.isInterface();
            read.accept(
                    new ClassVisitor(Opcodes.ASM9, written) {
                        @Override
                        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                            return descriptor.equals(PATH) && !keepsPath
                                    ? null
                                    : super.visitAnnotation(descriptor, visible);
                        }
                    },
                    0);
            Path file = folder.resolve(type.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, written.toByteArray());
        }
    }
}
