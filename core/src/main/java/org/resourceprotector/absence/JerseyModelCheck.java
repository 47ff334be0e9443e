package org.resourceprotector.absence;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Collection;
import org.resourceprotector.Protected;
import org.resourceprotector.declaration.EndpointRules;
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
public final class JerseyModelCheck implements Feature {

    /** A property of an application that is looked at here. */
    private static final String CHECKED = "org.resourceprotector.checked";

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
        Deployment.forgetCopiedMark(context);
        context.register(JerseyModel.secondProcessor(context.getClass(), new Check()));
        context.property(CHECKED, true);
        return true;
    }

    private static final class Check implements JerseyModel.ModelReader {

        @Override
        public boolean application(Application deployed) {
            if (deployed instanceof Configuration configuration && !Deployment.isInstalled(configuration)) {
                if (Deployment.hasMark(configuration)) {
                    throw new IllegalStateException("a Feature has copied the properties of an application with a"
                            + " ResourceProtector to this one, which has none; copy the properties that you mean");
                }
                if (Deployment.isProtected(deployed)) {
                    throw MissingProtector.refusal("the Application");
                }
                EndpointRules rules = new EndpointRules(false);
                Class<?> root = Deployment.protectedRoot(deployed, rules);
                if (root != null) {
                    throw MissingProtector.refusal(MissingProtector.place(root, rules));
                }
            }
            return false; // a dynamic feature is asked about each of them
        }

        @Override
        public void read(
                String httpMethod,
                String path,
                MatchedMethod handler,
                Collection<?> bindings,
                Collection<Class<?>> owners) {}
    }
}
