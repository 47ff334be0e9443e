package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
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
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.EngineClasses;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** What a protector registers, what it refuses to be registered with, and what becomes of it when its application is reloaded. */
class InstallTest {

    private static final TokenValidator NOBODY = token -> Verdict.notMine();

    private final List<String> registered = new ArrayList<>();

    /** Of a deployment on an engine that nobody knows; remembers what is registered. */
    private FeatureContext context() {
        Configuration configuration = (Configuration) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "isRegistered" -> false;
                    case "getRuntimeType" -> RuntimeType.SERVER;
                    case "getInstances", "getClasses" -> Set.of();
                    default -> null;
                });
        return EngineClasses.proxy("com.example", FeatureContext.class, (proxy, method, arguments) -> {
            if (method.getName().equals("register")) {
                registered.add(
                        arguments[0].getClass().getName().replaceFirst("org\\.resourceprotector\\.(\\w+\\.)?", ""));
            }
            return method.getName().equals("getConfiguration") ? configuration : proxy;
        });
    }

    @Test
    void proofsAndMetadata_haveFiltersOfTheirOwn() {
        ResourceProtector.builder()
                .validator(NOBODY)
                .senderConstraint(Dpop.builder().publicUri(uri -> uri).build())
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com")
                        .build())
                .build()
                .configure(context());
        assertThat(
                registered,
                is(List.of(
                        "SentMethodFilter",
                        "ProtectionFilter",
                        "ProtectionFilter$BoundByName",
                        "ResponseFilter",
                        "MetadataFilter",
                        "DeploymentCheck",
                        "ProtectionExceptionMapper")));
    }

    private void install(@Nullable Application application) {
        Deployment.install(
                context(),
                application,
                ResourceProtector.class,
                new Enforcer(
                        new Authenticator(NOBODY, 100, false, RecordingListener.LOG),
                        new ErrorResponses("api", (URI) null, Duration.ofSeconds(1)),
                        new RecordingListener().alone()),
                new EndpointRules(false, false));
    }

    private static Application of(Class<?>... classes) {
        return new Application() {
            @Override
            public Set<Class<?>> getClasses() {
                return Set.of(classes);
            }
        };
    }

    @Path("below")
    static class BelowUnprovable {

        @Path("thing")
        @Protected(senderConstrained = true)
        public Thing thing() {
            return new Thing();
        }
    }

    static class Thing {

        @GET
        public String get() {
            return "";
        }
    }

    @Protected(senderConstrained = true)
    private static final class Unprovable extends Application {}

    private static final class WithTwo extends Application {

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            ResourceProtector one = ResourceProtector.with(NOBODY);
            ResourceProtector other = ResourceProtector.with(NOBODY);
            return Set.of(one, other);
        }
    }

    @Test
    void applicationThatIsInjected_isLookedAtBeforeItsResources() {
        install(null);
        install(new Application());
        for (Application broken : List.of(of(BelowUnprovable.class), new Unprovable(), new WithTwo())) {
            registered.clear();
            assertThrows(IllegalStateException.class, () -> install(broken));
            assertThat(registered, is(List.of()));
        }
    }

    @Path("open")
    public static class Open {

        @GET
        public String get() {
            return "";
        }
    }

    @Protected
    private static final class Closed extends ResourceConfig {}

    @Test
    void ruleOfTheApplication_holdsHoweverOftenItIsReloaded() {
        Application closed = new Closed().register(Open.class).register(ResourceProtector.with(NOBODY));
        InProcess application = new InProcess(closed);
        for (int reload = 0; reload < 3; reload++) {
            assertThat(application.call("GET", "open").status(), is(401));
            application = application.reloaded();
        }
    }

    @Test
    void protectorOfOneApplication_mayBeThatOfAnother() {
        ResourceProtector protector = ResourceProtector.with(NOBODY);
        InProcess open = new InProcess(
                new ResourceConfig(Open.class).register((Feature) context -> protector.configure(context)));
        InProcess closed = new InProcess(
                new Closed().register(Open.class).register((Feature) context -> protector.configure(context)));
        assertThat(open.call("GET", "open").status(), is(200));
        assertThat(closed.call("GET", "open").status(), is(401));
    }

    @Test
    void brokenRuleBehindALocator_failsTheDeploymentOnJersey() {
        Application broken = new ResourceConfig(BelowUnprovable.class).register(ResourceProtector.with(NOBODY));
        Throwable refused = assertThrows(IllegalStateException.class, () -> new InProcess(broken));
        assertThat(refused.getMessage(), containsString("BelowUnprovable#thing"));
    }
}
