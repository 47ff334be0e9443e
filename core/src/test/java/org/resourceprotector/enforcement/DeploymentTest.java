package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.wadl.internal.WadlResource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.runtime.EngineClasses;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.Verdict;

/** What is found of an application without asking its runtime: whether it is protected, and whether it has a protector. */
class DeploymentTest {

    private static final EndpointRules RULES = new EndpointRules(false);

    @Protected
    private static final class Closed extends Application {}

    @Unprotected
    private static final class Open extends Application {}

    @Protected("a\"b")
    private static final class Broken extends Application {}

    @Test
    void ruleOfApplication_protectsItUnlessItIsOpen() {
        assertThat(Deployment.isProtected(new Closed()), is(true));
        assertThat(Deployment.isProtected(new Open()), is(false));
        assertThat(Deployment.isProtected(new Application()), is(false));
        assertThat(Deployment.isProtected(null), is(false));
        assertThrows(IllegalStateException.class, () -> Deployment.isProtected(new Broken()));
    }

    @Path("bare")
    static class Bare {

        @GET
        @Unprotected
        public String get() {
            return "";
        }

        @Path("below")
        public Below below() {
            return new Below();
        }
    }

    static class Below {

        @GET
        public String get() {
            return "";
        }
    }

    @Path("class")
    @Protected
    static class ByClass {

        @GET
        @Unprotected
        public String get() {
            return "";
        }
    }

    @Path("method")
    static class ByMethod {

        @GET
        @Protected
        public String get() {
            return "";
        }
    }

    @Path("locator")
    static class ByLocator {

        @Path("below")
        @Protected
        public Object below() {
            return new Below();
        }
    }

    @Path("behind")
    static class Behind {

        @Path("method")
        public ByMethod method() {
            return new ByMethod();
        }
    }

    /** Has no path, and is served by nobody. */
    @Protected
    static class NoRoot {

        @GET
        public String get() {
            return "";
        }
    }

    @Test
    void rootThatIsProtected_isFound() {
        for (Class<?> type : List.of(ByClass.class, ByMethod.class, ByLocator.class, Behind.class)) {
            assertThat(Deployment.firstProtected(List.of(Bare.class, type), RULES), sameInstance(type));
            assertThat(
                    Deployment.protectedRoot(new ResourceConfig(Bare.class, type).getApplication(), RULES),
                    sameInstance(type));
        }
        for (Class<?> type : List.of(Bare.class, NoRoot.class, WadlResource.class)) {
            assertThat(Deployment.firstProtected(Deployment.rootsOf(List.of(type)), RULES), is(nullValue()));
        }
        assertThat(Deployment.protectedRoot(new Application(), RULES), is(nullValue()));
    }

    @Test
    void whoWasAsked_isForgottenOnceItIsTaken() {
        Deployment.asked();
        assertThat(Deployment.takeAsked(), is(true));
        assertThat(Deployment.takeAsked(), is(false));
        new InProcess(new ResourceConfig().register(ResourceProtector.with(token -> Verdict.notMine())));
        assertThat(Deployment.takeAsked(), is(true));
    }

    private static final String MARK = "org.resourceprotector.installed";

    @Test
    void markThatWasCopied_isNoProtector() {
        Map<String, Object> copied = new HashMap<>();
        ResourceConfig original =
                new ResourceConfig(Bare.class).register(ResourceProtector.with(token -> Verdict.notMine()));
        new InProcess(original.register((Feature) context -> {
            copied.putAll(context.getConfiguration().getProperties());
            assertThat(Deployment.isInstalled(context.getConfiguration()), is(true));
            assertThat(Deployment.hasMark(context.getConfiguration()), is(true));
            Deployment.forgetCopiedMark(context);
            assertThat(Deployment.hasMark(context.getConfiguration()), is(true));
            return true;
        }));
        assertThat(copied.containsKey(MARK), is(true));
        ResourceConfig other = new ResourceConfig(Bare.class).addProperties(copied);
        assertThat(Deployment.hasMark(other), is(true));
        assertThat(Deployment.isInstalled(other), is(false));
        new InProcess(other.register((Feature) context -> {
            Deployment.forgetCopiedMark(context);
            assertThat(Deployment.hasMark(context.getConfiguration()), is(false));
            return true;
        }));
        assertThat(Deployment.hasMark(new ResourceConfig()), is(false));
        assertThat(Deployment.isInstalled(new ResourceConfig()), is(false));
    }

    @Test
    void markOnRuntimeThatTellsNoFilters_isBelieved() {
        for (boolean hasMark : new boolean[] {true, false}) {
            Configuration unknown = (Configuration) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Configuration.class},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "isRegistered" -> false;
                        case "getProperty" -> hasMark && arguments[0].equals(MARK) ? "mark" : null;
                        default -> null;
                    });
            assertThat(Deployment.isInstalled(unknown), is(hasMark));
        }
    }

    @Test
    void protectorThatIsRegisteredTwice_isThereOnce() {
        ResourceProtector protector = ResourceProtector.with(token -> Verdict.notMine());
        InProcess application = new InProcess(
                new ResourceConfig(ByMethod.class).register(protector).register((Feature)
                        context -> protector.configure(context)));
        assertThat(application.call("GET", "method").status(), is(401));
        assertThat(protector.endpoints().size(), is(1));
    }

    @Test
    void secondProtectorOfAFeature_isRefused() {
        ResourceProtector one = ResourceProtector.with(token -> Verdict.notMine());
        ResourceProtector other = ResourceProtector.with(token -> Verdict.notMine());
        ResourceConfig both = new ResourceConfig(ByMethod.class).register(one).register((Feature)
                context -> other.configure(context));
        assertThrows(IllegalStateException.class, () -> new InProcess(both));
    }

    /** The classes of what a protector registers, in this order. */
    private static List<String> registered(String engine, RuntimeType side, SenderConstraint... constraints) {
        Configuration configuration = (Configuration) Proxy.newProxyInstance(
                DeploymentTest.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isRegistered" -> false;
                    case "getRuntimeType" -> side;
                    default -> null;
                });
        List<String> registered = new ArrayList<>();
        FeatureContext context = EngineClasses.proxy(engine, FeatureContext.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "getConfiguration" -> {
                    return configuration;
                }
                case "register" -> registered.add(arguments[0].getClass().getSimpleName());
                default -> registered.add(String.valueOf(arguments[0]));
            }
            return proxy;
        });
        Authenticator authenticator = new Authenticator(
                token -> Verdict.notMine(),
                new SenderConstraints(List.of(constraints), false),
                BearerMethods.HEADER,
                100,
                false,
                RecordingListener.LOG);
        Enforcer enforcer = new Enforcer(
                authenticator,
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(1)),
                new RecordingListener().alone());
        Deployment.install(context, null, ResourceProtector.class, enforcer, RULES);
        return registered;
    }

    /** Without one of these, endpoints of that runtime would be open, or its event loops would wait. */
    @Test
    void eachRuntime_getsTheFiltersThatItNeeds() {
        RuntimeType server = RuntimeType.SERVER;
        assertThat(
                registered("any.runtime", server),
                contains("ProtectionFilter", "BoundByName", "ResponseFilter", "DeploymentCheck", MARK));
        assertThat(
                registered("org.jboss.resteasy.core", server),
                contains("ProtectionFilter", "BoundByName", "Late", "ResponseFilter", "DeploymentCheck", MARK));
        assertThat(
                registered("org.jboss.resteasy.reactive.server", server),
                contains(
                        "ProtectionFilter",
                        "Early",
                        "ToWorker",
                        "ToEventLoop",
                        "ResponseFilter",
                        "DeploymentCheck",
                        MARK));
        assertThat(registered("any.runtime", server, Dpop.builder().build()).get(0), is("SentMethodFilter"));
    }

    /** A client of Jakarta REST serves nothing, so that an application still has no protector. */
    @Test
    void protectorInAClient_isNoneOfAnApplication() {
        Deployment.takeAsked();
        registered("any.runtime", RuntimeType.CLIENT);
        assertThat(Deployment.takeAsked(), is(false));
        registered("any.runtime", RuntimeType.SERVER);
        assertThat(Deployment.takeAsked(), is(true));
    }

    private static List<String> rows(Application application, Class<?>... scanned) {
        return Deployment.report(application, List.of(scanned), RULES).rows().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access())
                .sorted()
                .toList();
    }

    @Test
    void reportOfWhatIsNotDeployed_isUnderTheRuleOfItsApplication() {
        assertThat(rows(new Application(), Behind.class), is(List.of("GET /behind/method PROTECTED")));
        assertThat(rows(new Application(), NoRoot.class), is(List.of()));
        assertThat(rows(new Open(), Bare.class), is(List.of("GET /bare OPEN", "GET /bare/below OPEN")));
        assertThat(rows(new Closed(), Bare.class), is(List.of("GET /bare OPEN", "GET /bare/below PROTECTED")));
        assertThrows(IllegalStateException.class, () -> rows(new Broken()));
        Application unproved = new UnprovableApplication();
        assertThrows(
                IllegalStateException.class,
                () -> Deployment.report(unproved, Set.of(), new EndpointRules(false, false)));
    }

    @Protected(senderConstrained = true)
    private static final class UnprovableApplication extends Application {}
}
