package org.resourceprotector.runtime.application;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.runtime.EngineClasses;
import org.resourceprotector.runtime.InProcess;

/** What an application says of itself, however often runtimes have wrapped it. */
class ApplicationLookupTest {

    private static final class Plain extends Application {

        private final Object singleton = new AtomicInteger();

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(String.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(singleton);
        }
    }

    /** As Jersey wraps one. */
    public static class Wrapper extends Application {

        private final @Nullable Application wrapped;

        Wrapper(@Nullable Application wrapped) {
            this.wrapped = wrapped;
        }

        /** What is wrapped. */
        public @Nullable Application getApplication() {
            return wrapped;
        }
    }

    /** Cannot say what it has. */
    private static final class Broken extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            throw new IllegalStateException("broken");
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            throw new IllegalStateException("broken");
        }
    }

    /** Says null, as some do. */
    private static final class Silent extends Application {

        @Override
        @SuppressWarnings("NullAway")
        public Set<Class<?>> getClasses() {
            return null;
        }

        @Override
        @SuppressWarnings({"NullAway", "deprecation"})
        public Set<Object> getSingletons() {
            return null;
        }
    }

    private final Plain plain = new Plain();

    @Test
    void resources_areClassesAndThoseOfInstances() {
        for (Application application : new Application[] {plain, new Wrapper(plain), new Wrapper(new Wrapper(plain))}) {
            assertThat(ApplicationLookup.resources(application), containsInAnyOrder(String.class, AtomicInteger.class));
            assertThat(ApplicationLookup.singletons(application), contains(plain.singleton));
        }
    }

    @Test
    void classes_areThoseOfTheWrappersToo() {
        assertThat(ApplicationLookup.classes(plain), contains(Plain.class));
        assertThat(ApplicationLookup.classes(new Wrapper(plain)), contains(Wrapper.class, Plain.class));
        assertThat(ApplicationLookup.classes(new Wrapper(null)), contains(Wrapper.class));
    }

    @Test
    void wrappers_areUnwrappedFourTimes() {
        Application deep = plain;
        for (int i = 0; i < 10; i++) {
            deep = new Wrapper(deep);
        }
        assertThat(ApplicationLookup.classes(deep), hasSize(4));
    }

    @Test
    void applicationThatCannotSay_hasNothing() {
        for (Application application : new Application[] {new Broken(), new Silent()}) {
            assertThat(ApplicationLookup.resources(application), is(empty()));
            assertThat(ApplicationLookup.singletons(application), is(empty()));
        }
    }

    @Test
    void runtimeThatIsNone_tellsNothing() {
        assertThat(ApplicationLookup.providers(String.class), is(empty()));
        assertThat(ApplicationLookup.isServing(getClass(), true), is(true));
        assertThat(ApplicationLookup.isServing(getClass(), false), is(false));
    }

    /** RESTEasy with what it has for types on this thread, by their names. */
    private static EngineClasses resteasy(Map<String, Object> data) throws Exception {
        EngineClasses resteasy = EngineClasses.of(
                """
                package org.jboss.resteasy.core;
                public class ResteasyContext {
                    public static java.util.Map<String, Object> data;
                    public static Object getContextData(Class<?> type) {
                        return data.get(type.getSimpleName());
                    }
                }
                """,
                "package org.jboss.resteasy.core; interface Context extends jakarta.ws.rs.core.FeatureContext {}",
                "package org.jboss.resteasy.spi; public interface HttpRequest {}",
                """
                package org.jboss.resteasy.spi;
                public class ResteasyDeployment {
                    private final Object factory;
                    private final java.util.List<Object> providers;
                    public ResteasyDeployment(Object factory, java.util.List<Object> providers) {
                        this.factory = factory;
                        this.providers = providers;
                    }
                    public Object getProviders() { return providers; }
                    public Object getProviderFactory() { return factory; }
                    public Object getApplication() { return new jakarta.ws.rs.core.Application(); }
                }
                """);
        resteasy.get("org.jboss.resteasy.core.ResteasyContext").getField("data").set(null, data);
        return resteasy;
    }

    private static FeatureContext context(EngineClasses resteasy, Configuration configuration) {
        return (FeatureContext)
                resteasy.proxy("org.jboss.resteasy.core.Context", (proxy, method, arguments) -> configuration);
    }

    @Test
    void resteasy_tellsItsProvidersOfTheDeploymentOfThisThread() throws Exception {
        Map<String, Object> data = new HashMap<>();
        EngineClasses resteasy = resteasy(data);
        Class<?> runtime = context(resteasy, new ResourceConfig()).getClass();
        assertThat(ApplicationLookup.providers(runtime), is(empty()));
        data.put("ResteasyDeployment", resteasy.make("org.jboss.resteasy.spi.ResteasyDeployment", "f", List.of("p")));
        assertThat(ApplicationLookup.providers(runtime), is(List.of("p")));
        data.put("ResteasyDeployment", resteasy.make("org.jboss.resteasy.spi.ResteasyDeployment", "f", null));
        assertThat(ApplicationLookup.providers(runtime), is(empty()));
    }

    @Test
    void resteasy_tellsTheApplicationOfThisDeploymentOnly() throws Exception {
        Map<String, Object> data = new HashMap<>();
        EngineClasses resteasy = resteasy(data);
        ResourceConfig own = new ResourceConfig();
        FeatureContext context = context(resteasy, own.getConfiguration());
        assertThat(ApplicationLookup.deployed(context), is(nullValue()));
        for (Object other : new Object[] {"no factory", new ResourceConfig()}) {
            data.put(
                    "ResteasyDeployment", resteasy.make("org.jboss.resteasy.spi.ResteasyDeployment", other, List.of()));
            assertThat(ApplicationLookup.deployed(context), is(nullValue()));
        }
        data.put("ResteasyDeployment", resteasy.make("org.jboss.resteasy.spi.ResteasyDeployment", own, List.of()));
        assertThat(ApplicationLookup.deployed(context), is(notNullValue()));
    }

    @Test
    void resteasy_tellsWhetherThisIsTheThreadOfRequest() throws Exception {
        Map<String, Object> data = new HashMap<>();
        Class<?> runtime = context(resteasy(data), new ResourceConfig()).getClass();
        assertThat(ApplicationLookup.isServing(runtime, true), is(false));
        data.put("HttpRequest", "a request");
        assertThat(ApplicationLookup.isServing(runtime, false), is(true));
    }

    @Test
    void jersey_tellsTheApplicationThatItDeploys() {
        AtomicReference<Application> told = new AtomicReference<>();
        AtomicReference<Configuration> configuration = new AtomicReference<>();
        Application deployed = new Application() {
            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of((Feature) context -> {
                    told.set(ApplicationLookup.deployed(context));
                    configuration.set(ApplicationLookup.configuration(context));
                    return true;
                });
            }
        };
        new InProcess(deployed);
        assertThat(ApplicationLookup.classes(told.get()).contains(deployed.getClass()), is(true));
        assertThat(configuration.get(), is(notNullValue()));
        assertThat(ApplicationLookup.providers(ResourceConfig.class), is(empty()));
    }
}
