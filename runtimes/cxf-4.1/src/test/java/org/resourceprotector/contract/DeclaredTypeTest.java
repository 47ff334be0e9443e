package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.PerRequestResourceProvider;
import org.apache.cxf.jaxrs.lifecycle.ResourceProvider;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.apache.cxf.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/**
 * Configurations in which CXF names the declared type of a resource and hides the class that runs.
 * It may be refused, or ask for a token; it may not be open.
 */
class DeclaredTypeTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/declared")
    public interface Service {
        @GET
        @Path("method")
        String method();

        @GET
        @Path("class")
        String onClass();
    }

    public static class OnMethod implements Service {
        @Override
        @Protected("profile")
        public String method() {
            return Ran.here("declared/method");
        }

        @Override
        public String onClass() {
            return Ran.here("declared/unannotated");
        }
    }

    @Protected("profile")
    public static class OnClass implements Service {
        @Override
        public String method() {
            return Ran.here("declared/class");
        }

        @Override
        public String onClass() {
            return Ran.here("declared/class");
        }
    }

    public abstract static class Base {
        @GET
        @Path("method")
        public abstract String method();
    }

    public static class OfBase extends Base {
        @Override
        @Protected("profile")
        public String method() {
            return Ran.here("declared/base");
        }
    }

    @Path("/located")
    public static class Locating {
        @Path("interface")
        public Service byInterface() {
            return new OnMethod();
        }

        @Path("class")
        public Service byInterfaceOfAnnotatedClass() {
            return new OnClass();
        }

        @Path("base")
        public Base byBase() {
            return new OfBase();
        }
    }

    @Path("/concrete")
    public static class Concrete {
        @GET
        @Path("method")
        public String method() {
            return Ran.here("declared/concrete");
        }

        @Path("locator")
        public Object locator() {
            return new Located();
        }
    }

    public static class Located {
        @GET
        public String get() {
            return Ran.here("declared/concrete");
        }
    }

    public static class OfConcrete extends Concrete {
        @Override
        @Protected("profile")
        public String method() {
            return super.method();
        }

        @Override
        @Protected("profile")
        public Object locator() {
            return super.locator();
        }
    }

    /** Names a class and hands out instances of its subclass. */
    private record Understating(boolean isSingleton) implements ResourceProvider {
        @Override
        public Object getInstance(Message message) {
            return new OfConcrete();
        }

        @Override
        public void releaseInstance(Message message, Object instance) {}

        @Override
        public Class<?> getResourceClass() {
            return Concrete.class;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/concrete/method", "/concrete/locator"})
    void subclassThatProviderHandsOutNeedsTheToken(String path) {
        for (ResourceProvider provider : new ResourceProvider[] {
            new SingletonResourceProvider(new OfConcrete()),
            new PerRequestResourceProvider(OfConcrete.class),
            new Understating(true),
            new Understating(false)
        }) {
            needsTheToken(path, "declared/concrete", factory -> {
                factory.setResourceClasses(Concrete.class);
                factory.setResourceProvider(Concrete.class, provider);
            });
        }
    }

    @Path("/shown")
    @Unprotected
    public interface Shown {
        @GET
        String get();
    }

    public static class BehindProxy implements Shown {
        @Override
        @Protected("profile")
        public String get() {
            return Ran.here("declared/shown");
        }
    }

    /** Names the class behind the proxy of the platform's that it hands out, as CXF does with an unwrapper for Spring. */
    private record Unwrapping() implements ResourceProvider {
        @Override
        public Object getInstance(Message message) {
            BehindProxy behind = new BehindProxy();
            return Proxy.newProxyInstance(
                    Shown.class.getClassLoader(),
                    new Class<?>[] {Shown.class},
                    (proxy, method, arguments) -> method.invoke(behind, arguments));
        }

        @Override
        public void releaseInstance(Message message, Object instance) {}

        @Override
        public Class<?> getResourceClass() {
            return BehindProxy.class;
        }

        @Override
        public boolean isSingleton() {
            return true;
        }
    }

    @Test
    void classThatIsKnownBehindAProxyNeedsTheToken() {
        needsTheToken("/shown", "declared/shown", factory -> {
            factory.setResourceClasses(Shown.class);
            factory.setResourceProvider(Shown.class, new Unwrapping());
        });
    }

    /** Leads to another one of its own class. */
    @Path("/again")
    public static class Again {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("declared/again");
        }

        @Path("child")
        @Unprotected
        public Again child() {
            return new Again();
        }

        @Path("leaf")
        @Protected("profile")
        public Located leaf() {
            return new Located();
        }
    }

    /** Has lifted the rules of the root. */
    public static class OpenAgain extends Again {
        @Override
        @Unprotected
        public String get() {
            return "open";
        }

        @Override
        @Unprotected
        public Located leaf() {
            return super.leaf();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void subResourceOfRootsType_isNotUnderTheRulesOfItsImplementation(boolean isStatic) {
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setStaticSubresourceResolution(isStatic);
            factory.setResourceClasses(Again.class);
            factory.setResourceProvider(Again.class, new SingletonResourceProvider(new OpenAgain()));
            factory.setProvider(ResourceProtector.with(TOKENS.validator()));
        })) {
            assertThat(server.get("/again").send().body(), is("open"));
            int ran = Ran.times("declared/again") + Ran.times("declared/concrete");
            for (String path : new String[] {"/again/child", "/again/child/child", "/again/child/leaf"}) {
                assertThat(path, server.get(path).send().status(), is(401));
            }
            assertThat(Ran.times("declared/again") + Ran.times("declared/concrete"), is(ran));
            assertThat(server.get("/again/leaf").send().body(), is("ran declared/concrete"));
        }
    }

    /** Is equal to every other one of its name. */
    private record OfName(String name, Class<?> getResourceClass, Supplier<Object> instances)
            implements ResourceProvider {
        @Override
        public Object getInstance(Message message) {
            return instances.get();
        }

        @Override
        public void releaseInstance(Message message, Object instance) {}

        @Override
        public boolean isSingleton() {
            return false;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof OfName provider && provider.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    @Path("/beside-concrete")
    public static class BesideConcrete {
        @GET
        public String get() {
            return "open";
        }
    }

    @Test
    void providersThatAreEqual_areNotTakenForEachOther() {
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setResourceClasses(Concrete.class, BesideConcrete.class);
            factory.setResourceProvider(Concrete.class, new OfName("same", Concrete.class, OfConcrete::new));
            factory.setResourceProvider(
                    BesideConcrete.class, new OfName("same", BesideConcrete.class, BesideConcrete::new));
            factory.setProvider(ResourceProtector.with(TOKENS.validator()));
        })) {
            assertThat(server.get("/beside-concrete").send().body(), is("open"));
            assertThat(server.get("/concrete/method").send().status(), is(401));
            assertThat(server.get("/beside-concrete").send().body(), is("open"));
        }
    }

    @Test
    void methodOfInstanceBehindAnInterfaceNeedsTheToken() {
        needsTheToken("/declared/method", "declared/method", instanceProvider(new OnMethod()));
    }

    @Test
    void methodOfAnnotatedInstanceBehindAnInterfaceNeedsIt() {
        needsTheToken("/declared/class", "declared/class", instanceProvider(new OnClass()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/located/interface/method", "/located/class/class", "/located/base/method"})
    void staticallyResolvedSubResourceNeedsTheToken(String path) {
        String counter = path.contains("interface")
                ? "declared/method"
                : path.contains("base") ? "declared/base" : "declared/class";
        needsTheToken(path, counter, factory -> {
            factory.setStaticSubresourceResolution(true);
            factory.setResourceClasses(Locating.class);
        });
    }

    private static Consumer<JAXRSServerFactoryBean> instanceProvider(Service instance) {
        return factory -> {
            factory.setResourceClasses(Service.class);
            factory.setResourceProvider(Service.class, new SingletonResourceProvider(instance));
        };
    }

    private static void needsTheToken(String path, String counter, Consumer<JAXRSServerFactoryBean> settings) {
        ConfiguredServer server;
        try {
            server = ConfiguredServer.start(factory -> {
                settings.accept(factory);
                factory.setProvider(ResourceProtector.with(TOKENS.validator()));
            });
        } catch (RuntimeException refused) {
            assertThat(Deployment.messages(refused).contains("DeclaredTypeTest"), is(true));
            return;
        }
        try (server) {
            int ran = Ran.times(counter);
            Answer anonymous = server.get(path).send();
            assertThat(anonymous.toString(), Ran.times(counter), is(ran));
            server.get(path).bearer(Tokens.UNKNOWN).send();
            assertThat(Ran.times(counter), is(ran));
            server.get(path).bearer(Tokens.PROFILE).send();
            assertThat(path + " was not reached", Ran.times(counter), is(ran + 1));
        }
    }
}
