package org.resourceprotector.absence;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.service.factory.AbstractServiceFactoryBean;
import org.apache.cxf.service.factory.FactoryBeanListener;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.runtime.application.CxfServer;

/**
 * Refuses to deploy an application on Apache CXF that uses {@link Protected} and registered no protector: CXF loads no services
 * of Jakarta REST, and finds this by {@code META-INF/cxf/bus-extensions.txt}. No other class of ours needs one of CXF's.
 *
 * <p>Thread-safe.
 */
public final class CxfDeploymentListener implements FactoryBeanListener {

    private final MissingProtector missing = new MissingProtector();

    /** Called by CXF. */
    public CxfDeploymentListener() {}

    /**
     * Looks at a server that is made, and not started yet.
     *
     * @throws IllegalStateException if it serves what is protected, and nothing enforces that
     */
    @Override
    public void handleEvent(Event event, AbstractServiceFactoryBean factory, @Nullable Object... details) {
        if (event != Event.SERVER_CREATED || details.length == 0 || !(details[0] instanceof Server server)) {
            return;
        }
        CxfServer made = CxfServer.of(factory, name -> server.getEndpoint().get(name));
        if (made != null && !made.hasFilter(Deployment.filter(), Protected.class)) {
            check(made);
        }
    }

    private void check(CxfServer made) {
        if (Deployment.isProtected(made.application())) {
            throw MissingProtector.refusal("the Application");
        }
        Map<Class<?>, List<Method>> resources = made.resources();
        resources.forEach((resource, methods) -> {
            for (Method method : methods) {
                if (missing.isProtected(resource, method)) {
                    throw MissingProtector.refusal(EndpointRules.place(resource, method));
                }
            }
        });
        Class<?> behind = Deployment.firstProtected(resources.keySet(), missing.rules());
        if (behind != null) {
            throw MissingProtector.refusal(MissingProtector.place(behind, missing.rules()));
        }
        made.register(missing.denyFilter());
    }
}
