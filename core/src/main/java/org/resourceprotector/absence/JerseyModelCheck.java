package org.resourceprotector.absence;

import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Collection;
import org.resourceprotector.Protected;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.runtime.JerseyModel;
import org.resourceprotector.runtime.MatchedMethod;

/**
 * Refuses to deploy an application on Jersey that carries a rule itself, or leads to what is {@link Protected}, and registered no
 * protector. Its model tells for certain which application it is of, and what that has registered: what is injected may be another
 * application of the archive, or of the server, and the mark of a protector may have been copied with properties. Found as a service, and
 * does nothing on other runtimes.
 *
 * <p>Thread-safe.
 */
@ConstrainedTo(RuntimeType.SERVER)
@Priority(1) // before what is registered by its class is made
public final class JerseyModelCheck implements Feature {

    /** A property of an application that is looked at here. */
    private static final String CHECKED = "org.resourceprotector.checked";

    private static final String PROTECTOR = "org.resourceprotector.ResourceProtector";

    /** Called by the runtime. */
    public JerseyModelCheck() {}

    /** Whether the application is looked at here, so that nobody has to believe what is injected. */
    public static boolean isIn(Configuration configuration) {
        return configuration.getProperty(CHECKED) != null;
    }

    @Override
    public boolean configure(FeatureContext context) {
        if (!JerseyModel.isJersey(context.getClass())
                || context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT) {
            return false;
        }
        requireInstance(context.getConfiguration());
        Deployment.forgetCopiedMark(context);
        context.register(JerseyModel.secondProcessor(context, new Check()));
        context.property(CHECKED, true);
        return true;
    }

    /** Jersey would try to make one, and say that there is no constructor. */
    private static void requireInstance(Configuration configuration) {
        if (configuration.getClasses().stream().map(Class::getName).anyMatch(PROTECTOR::equals)) {
            throw new IllegalStateException("ResourceProtector.class is registered, of which a runtime cannot make an"
                    + " instance, because only you know the validators; register ResourceProtector.with(validator)");
        }
    }

    private static final class Check implements JerseyModel.ModelReader {

        private final MissingProtector missing = new MissingProtector();
        private volatile boolean hasProtector = true;
        private volatile boolean isServing;

        @Override
        public boolean application(Application deployed) {
            isServing = false;
            hasProtector = !(deployed instanceof Configuration configuration) || Deployment.isInstalled(configuration);
            if (hasProtector) {
                return false;
            }
            if (Deployment.hasMark((Configuration) deployed)) {
                throw new IllegalStateException("a Feature has copied the properties of an application with a"
                        + " ResourceProtector to this one, which has none; copy the properties that you mean");
            }
            if (Deployment.isProtected(deployed)) {
                throw MissingProtector.refusal("the Application");
            }
            Class<?> root = Deployment.protectedRoot(deployed, missing.rules());
            if (root != null) {
                throw MissingProtector.refusal(MissingProtector.place(root, missing.rules()));
            }
            return true;
        }

        @Override
        public boolean subResource() {
            isServing = true;
            return !hasProtector;
        }

        @Override
        public void read(
                String httpMethod,
                String path,
                MatchedMethod handler,
                Collection<?> bindings,
                Collection<Class<?>> owners) {
            if (missing.isProtected(handler, bindings, owners)) {
                String place = EndpointRules.place(handler.resource(), handler.method()) + " at "
                        + ResourceAnnotations.join(path);
                throw isServing ? missing.refusalOfRequest(place) : MissingProtector.refusal(place);
            }
        }
    }
}
