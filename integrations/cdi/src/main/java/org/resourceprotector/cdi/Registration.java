package org.resourceprotector.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;

/**
 * Registers the protector that the bean container has, in one application. Of the three that there may be, Java counts before
 * properties: the bean of the application, one that the application registers by hand, and the one that properties describe. The
 * first two together must be the same. Immutable, thread-safe.
 */
final class Registration {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private static final String INJECTED =
            ": a ResourceProtector that is injected is that of the properties, which protects nothing";

    private static final String REMEDY =
            "; have it return ResourceProtector.with(…) with a validator, and mend the cause, if one follows; or remove it, and"
                    + " set resource-protector.issuer and resource-protector.audience";

    private final Instance<ResourceProtector> protectors;
    private final ConfiguredProtector configured;
    private final Instance<Findings> findings;
    private final RequestToken token;

    Registration(
            Instance<ResourceProtector> protectors,
            ConfiguredProtector configured,
            Instance<Findings> findings,
            RequestToken token) {
        this.protectors = protectors;
        this.configured = configured;
        this.findings = findings;
        this.token = token;
    }

    boolean configure(FeatureContext context) {
        Configuration configuration = context.getConfiguration();
        if (!configuration.isRegistered(TokenFilter.class)) {
            context.register(new TokenFilter(token));
            context.register(new TokenFilter.OfResponse(token));
        }
        ResourceProtector protector = protector(configuration);
        return protector != null && protector.configure(context);
    }

    private @Nullable ResourceProtector protector(Configuration configuration) {
        String producer = findings.get().producer();
        List<String> properties = configured.properties();
        if (!producer.isEmpty()) {
            sayUnused(properties, producer, "");
            configured.anotherCounts();
            return made(protectors, producer);
        }
        if (isRegisteredByHand(configuration)) {
            sayUnused(properties, "the Application", INJECTED);
            configured.anotherCounts();
            return null;
        }
        if (properties.isEmpty()) {
            requireNoneUnread();
            sayPassedOver(findings.get().qualified());
            return null;
        }
        return configured.protector();
    }

    /** Without annotations nothing else would notice that properties are to protect all. */
    private static void requireNoneUnread() {
        List<String> unread = MicroProfileConfig.unread();
        if (!unread.isEmpty()) {
            throw new IllegalStateException(String.join(", ", unread)
                    + ": nobody reads it, because there is no MicroProfile Config here; produce the ResourceProtector as a"
                    + " @Singleton bean, have the server bring MicroProfile Config, or remove what is set");
        }
    }

    private static boolean isRegisteredByHand(Configuration configuration) {
        return ResourceProtector.isRegisteredIn(configuration)
                || configuration.getInstances().stream().anyMatch(ResourceProtector.class::isInstance);
    }

    /** No refusal, because a feature of the application may register it later. */
    private static void sayPassedOver(String qualified) {
        if (!qualified.isEmpty()) {
            LOGGER.log(
                    Level.ERROR,
                    "{0} makes a ResourceProtector with a qualifier, which is not registered: it protects nothing unless the"
                            + " application registers it; remove the qualifier",
                    qualified);
        }
    }

    /**
     * The protector of the application's bean.
     *
     * @param protectors those that the archive of this library sees
     * @param producer the bean that counts
     * @throws IllegalStateException if there is none, or if this archive sees another bean
     */
    static ResourceProtector made(Instance<ResourceProtector> protectors, String producer) {
        requireSeen(protectors, producer);
        ResourceProtector protector;
        try {
            protector = protectors.get();
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    producer + " fails to make the ResourceProtector, so that nothing would be protected" + REMEDY, e);
        }
        if (protector == null) {
            throw new IllegalStateException(
                    producer + " produces null in the place of a ResourceProtector, so that nothing would be protected"
                            + REMEDY);
        }
        return protector;
    }

    /** What beans.xml selects is selected in its own archive, and this is another one. */
    private static void requireSeen(Instance<ResourceProtector> protectors, String producer) {
        String place = producer.substring(0, (producer + "#").indexOf('#'));
        String seen = protectors.isResolvable()
                ? protectors.getHandle().getBean().getBeanClass().getName()
                : "";
        if (!seen.equals(place)) {
            throw new IllegalStateException(
                    producer + " makes the ResourceProtector, and is not seen by resource-protector-cdi"
                            + (seen.isEmpty() ? "" : ", which would enforce that of " + seen)
                            + ": an alternative that beans.xml selects counts in its own archive only; write @Priority(1) beside"
                            + " @Alternative, and remove it from beans.xml"
                            + (seen.isEmpty() ? "; any other protector must be in an archive that this one sees" : ""));
        }
    }

    private static void sayUnused(List<String> properties, String maker, String consequence) {
        if (!properties.isEmpty()) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} counts for nothing, because {1} makes the ResourceProtector; remove one of them{2}",
                    String.join(", ", properties),
                    maker,
                    consequence);
        }
    }
}
