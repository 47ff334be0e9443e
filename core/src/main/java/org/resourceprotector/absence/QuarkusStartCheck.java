package org.resourceprotector.absence;

import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.enforcement.Deployment;

/**
 * Refuses to start an application on Quarkus REST whose {@code Application} lists its classes, and no protector or check among
 * them: Quarkus leaves out all that is not listed, so that nothing else of ours is ever called. Found as an extension of CDI, and
 * does nothing in other containers. No other class of ours needs one of CDI's.
 *
 * <p>Used by one thread of the container.
 */
public final class QuarkusStartCheck implements BuildCompatibleExtension {

    private static final String APPLICATION = "jakarta.ws.rs.core.Application";
    private static final String PATH = "jakarta.ws.rs.Path";
    private static final Set<String> LISTS = Set.of("getClasses", "getSingletons");

    private String place = "";
    private String application = "";

    /** Called by the container. */
    public QuarkusStartCheck() {}

    /** Called by the container for each bean; resources are beans there, and so is an application. */
    @Registration(types = Object.class)
    public void bean(BeanInfo bean) {
        if (!bean.isClassBean()) {
            return;
        }
        boolean isResource = false;
        boolean isProtected = false;
        boolean isApplication = false;
        boolean isList = false;
        Deque<ClassInfo> open = new ArrayDeque<>(Set.of(bean.declaringClass()));
        while (!open.isEmpty()) {
            ClassInfo type = open.remove();
            isResource |= type.hasAnnotation(annotation -> annotation.name().equals(PATH));
            isProtected |= isProtected(type);
            isApplication |= type.name().equals(APPLICATION);
            isList |= !isApplication && type.methods().stream().anyMatch(method -> LISTS.contains(method.name()));
            open.addAll(type.superInterfacesDeclarations());
            if (type.superClass() != null) {
                open.add(type.superClassDeclaration());
            }
        }
        String name = bean.declaringClass().name();
        if (isProtected && (isResource || isApplication) && place.isEmpty()) {
            place = name;
        }
        if (isApplication && isList) {
            application = name;
        }
    }

    private static boolean isProtected(ClassInfo type) {
        return type.hasAnnotation(Protected.class)
                || type.methods().stream().anyMatch(method -> method.hasAnnotation(Protected.class));
    }

    /** Called by the container when it knows all beans. */
    @Synthesis
    public void add(SyntheticComponents components) {
        if (!place.isEmpty() && !application.isEmpty()) {
            components
                    .addObserver(Startup.class)
                    .withParam("place", place)
                    .withParam("application", application)
                    .observeWith(Start.class);
        }
    }

    /** Called by the container at the start, by which Quarkus has read all providers, and others may have not. */
    public static final class Start implements SyntheticObserver<Startup> {

        /** Called by the container. */
        public Start() {}

        @Override
        public void observe(EventContext<Startup> event, Parameters parameters) {
            if (isQuarkus() && !Deployment.wasAsked()) {
                throw new IllegalStateException(parameters.get("place", String.class)
                        + ": it is protected by annotation, but nothing enforces this, because "
                        + parameters.get("application", String.class)
                        + " lists its classes, and Quarkus registers no others; have its getClasses() name the Feature that registers"
                        + " the ResourceProtector, or remove getClasses() and getSingletons() from it");
            }
        }

        private static boolean isQuarkus() {
            try {
                Class.forName(
                        "io.quarkus.arc.Arc", false, Thread.currentThread().getContextClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError anotherContainer) {
                return false;
            }
        }
    }
}
