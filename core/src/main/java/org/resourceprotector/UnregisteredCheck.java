package org.resourceprotector;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import org.resourceprotector.enforcement.AbsenceCheck;

/**
 * Refuses to deploy an application that uses {@link Protected} and registered no {@link ResourceProtector}. Runtimes that
 * load services find it by themselves (Jersey, RESTEasy); others do not look for it (CXF). Not for use by applications.
 *
 * <p>Thread-safe.
 */
public final class UnregisteredCheck implements DynamicFeature {

    private final AbsenceCheck check = new AbsenceCheck(AnnotationRules.READER);

    /** Called by the runtime. */
    public UnregisteredCheck() {}

    @Override
    public void configure(ResourceInfo resourceInfo, FeatureContext context) {
        check.check(resourceInfo, context);
    }
}
