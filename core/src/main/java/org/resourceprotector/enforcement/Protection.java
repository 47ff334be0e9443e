package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.challenge.Refusals;
import org.resourceprotector.runtime.JerseyModel;
import org.resourceprotector.scope.ScopeRule;

/**
 * All that a protector does once it is built: it is installed in applications, and tokens are acquired from it.
 *
 * <p>Thread-safe.
 */
public final class Protection {

    /** Set in the configuration of an application that has a protector. Runtimes differ in where they show it. */
    private static final String INSTALLED = "org.resourceprotector.installed";

    private final RuleBook book;
    private final Refusals refusals;
    private final Enforcer enforcer;
    private volatile AccessReport report = new AccessReport();

    /**
     * Puts the parts together.
     *
     * @param rules where rules come from
     * @param validation who knows the tokens
     * @param refusals how we say no
     * @param observer hears of every decision
     */
    public Protection(Rules rules, Validation validation, Refusals refusals, Observer observer) {
        this.book = new RuleBook(rules);
        this.refusals = refusals;
        this.enforcer = new Enforcer(validation, refusals, observer);
    }

    /**
     * Registers everything that enforces the rules in one application. Of two protectors of one class, some runtimes drop
     * one with no more than a warning, and which one is a matter of chance; therefore the application itself is asked.
     *
     * @param context the application that is being deployed
     * @param application the application, as it was injected; null where it is not known yet
     * @param protector the class of which an application may register one instance
     * @return the filter to hand bound requests to
     * @throws IllegalStateException if the application has another protector, or carries a declaration that cannot be a rule
     */
    public ProtectionFilter install(FeatureContext context, @Nullable Application application, Class<?> protector) {
        if (isInstalled(context.getConfiguration())) {
            throw twoProtectors();
        }
        if (application != null
                && Unwrapped.singletons(application).stream()
                                .filter(protector::isInstance)
                                .count()
                        > 1) {
            throw twoProtectors();
        }
        ApplicationRule rule = ApplicationRule.of(application, book);
        AccessReport ofThisDeployment = new AccessReport();
        DeploymentCheck check = new DeploymentCheck(book, ofThisDeployment, rule, Protected.class);
        if (application != null) {
            check.checkLocators(Unwrapped.resources(application));
        }
        Object model = JerseyModel.processor(context.getClass(), check::checkModelled);
        if (model != null) {
            context.register(model);
        }
        ProtectionFilter filter = new ProtectionFilter(enforcer, book, ofThisDeployment, rule);
        context.property(INSTALLED, true);
        context.register(filter);
        context.register(new ResponseFilter(refusals));
        context.register(check);
        report = ofThisDeployment;
        return filter;
    }

    static IllegalStateException twoProtectors() {
        return new IllegalStateException("this application registers two ResourceProtectors; register one, and give it"
                + " both validators: ResourceProtector.with(first, second)");
    }

    static boolean isInstalled(Configuration configuration) {
        return configuration.getProperty(INSTALLED) != null || configuration.isRegistered(ProtectionFilter.class);
    }

    /**
     * The access report of the newest deployment.
     *
     * @return a row per endpoint that is known
     */
    public List<Endpoint> endpoints() {
        return report.rows();
    }

    /**
     * Validates the token of a request and holds a scope rule against it.
     *
     * @param headers the headers of the request
     * @param uri the URI of the request
     * @param request the request
     * @param scopes the scope rule
     * @return the judgement
     */
    public Judgement acquire(HttpHeaders headers, UriInfo uri, Request request, ScopeRule scopes) {
        AcquiringRequest around = new AcquiringRequest(headers, uri, request);
        return enforcer.acquire(
                acquired(around.method(), scopes), headers.getRequestHeader(HttpHeaders.AUTHORIZATION), around);
    }

    /**
     * Holds a scope rule against the token of a request that was validated already.
     *
     * @param security the security context of the request
     * @param scopes the scope rule
     * @return the judgement
     */
    public Judgement acquire(SecurityContext security, ScopeRule scopes) {
        return enforcer.acquire(acquired("", scopes), security);
    }

    /** What a listener hears of: without a path, because that of the request is the caller's text. */
    private static Endpoint acquired(String method, ScopeRule scopes) {
        Rule rule = new Rule(Access.PROTECTED, scopes, ClaimRules.NONE);
        return new Endpoint(method, "", new Declaration(rule, "acquire"));
    }
}
