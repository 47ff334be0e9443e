package org.resourceprotector.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/**
 * What the extension saw when the application was built. Not for use by applications.
 *
 * <p>Immutable, thread-safe.
 *
 * @param producer the bean of the application that is, or makes, its protector, as {@code Class} or {@code Class#member}; empty if
 *     there is none
 * @param needed a place that is protected by annotation, or else the producer; empty if there is neither
 * @param qualified the beans of the application that are, or make, a protector with a qualifier, which nobody registers; empty if
 *     there is none
 */
public record Findings(String producer, String needed, String qualified) {

    /**
     * Hands on what the extension saw. Not for use by applications.
     *
     * <p>Stateless, thread-safe.
     */
    public static final class Creator implements SyntheticBeanCreator<Findings> {

        /** Called by the container. */
        public Creator() {}

        @Override
        public Findings create(Instance<Object> lookup, Parameters parameters) {
            return new Findings(
                    parameters.get("producer", String.class, ""),
                    parameters.get("needed", String.class, ""),
                    parameters.get("qualified", String.class, ""));
        }
    }
}
