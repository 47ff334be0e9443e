package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.function.Consumer;
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
