package org.resourceprotector.cdi;

import jakarta.enterprise.inject.spi.Extension;
import java.util.ServiceLoader;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** Bean containers with a few beans. */
final class Containers {

    private Containers() {}

    /** A container with these beans and those of the library. */
    static WeldContainer of(Class<?>... beans) {
        Weld weld = new Weld().disableDiscovery();
        ServiceLoader.load(Extension.class).forEach(weld::addExtension);
        addRequestScope(weld);
        return weld.addBeanClasses(
                        RequestToken.class,
                        CurrentToken.class,
                        TokenOfRequest.class,
                        ProtectionEvents.class,
                        ConfiguredProtector.class,
                        Deployments.class,
                        ProtectorFeature.class)
                .addBeanClasses(beans)
                .initialize();
    }

    /** What begins a request scope for each request of Jersey. */
    private static void addRequestScope(Weld weld) {
        try {
            weld.addBeanClass(Class.forName("org.glassfish.jersey.weld.se.WeldRequestScope"));
        } catch (ClassNotFoundException notJersey) {
            return;
        }
    }

    /** All messages of what a container refuses these beans with. */
    static String refusal(Class<?>... beans) {
        WeldContainer container;
        try {
            container = of(beans);
        } catch (RuntimeException e) {
            return messages(e);
        }
        container.shutdown();
        throw new AssertionError("the beans were deployed");
    }

    static String messages(Throwable refusal) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
