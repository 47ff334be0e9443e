package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.PerRequestResourceProvider;
import org.apache.cxf.jaxrs.lifecycle.ResourceProvider;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.apache.cxf.jaxrs.model.UserOperation;
import org.apache.cxf.jaxrs.model.UserResource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** CXF's own factory bean, without a protector: what is protected is never served. */
class MissingProtectorTest {

    @Path("/bare")
    public static class Bare {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("missing/bare");
        }

        @GET
        @Path("open")
        public String open() {
            return "open";
        }
    }

    @Path("/implemented")
    public interface Service {
        @GET
        String get();
    }

    public static class Implementation implements Service {
        @Override
        @Protected("profile")
        public String get() {
            return Ran.here("missing/implemented");
        }
    }

    @Path("/free")
    public static class Free {
        @GET
        public String get() {
            return "free";
        }

        @Path("sub")
        public Object sub() {
            return new Hidden();
        }

        @Path("method")
        public Object method() {
            return new HiddenMethod();
        }

        @Path("implementation")
        public Promised implementation() {
            return new HiddenMethod();
        }
    }

    public interface Promised {
        @GET
        String get();
    }

    public static class HiddenMethod implements Promised {
        @Override
        @Protected("profile")
        public String get() {
            return Ran.here("missing/hidden");
        }
    }

    @Protected("profile")
    public static class Hidden {
        @GET
        public String get() {
            return Ran.here("missing/hidden");
        }
    }

    private static void assertRefused(Consumer<JAXRSServerFactoryBean> settings, String place) {
        RuntimeException refusal = assertThrows(RuntimeException.class, () -> {
            try (ConfiguredServer server = ConfiguredServer.start(settings)) {
                server.get("/").send();
            }
        });
        assertThat(
                Deployment.messages(refusal),
                allOf(containsString(place), containsString("no ResourceProtector is registered")));
    }

    @Test
    void classIsNotServed() {
        assertRefused(factory -> factory.setResourceClasses(Bare.class), "MissingProtectorTest.Bare#get");
    }

    @Test
    void instanceIsNotServed() {
        assertRefused(
                factory -> factory.setResourceProvider(new SingletonResourceProvider(new Bare())),
                "MissingProtectorTest.Bare#get");
    }

    @Test
    void implementationOfAnInterfaceIsNotServed() {
        assertRefused(
                factory -> factory.setServiceBean(new Implementation()), "MissingProtectorTest.Implementation#get");
    }

    @Test
    void interfaceWhoseProviderHandsOutItsImplementationIsNotServed() {
        for (ResourceProvider provider : List.of(
                new SingletonResourceProvider(new Implementation()),
                new PerRequestResourceProvider(Implementation.class))) {
            assertRefused(
                    factory -> {
                        factory.setResourceClasses(Service.class);
                        factory.setResourceProvider(Service.class, provider);
                    },
                    "MissingProtectorTest.Implementation#get");
        }
    }

    @Test
    void modelBeanIsNotServed() {
        UserOperation operation = new UserOperation("closed", "/closed");
        operation.setVerb("GET");
        assertRefused(
                factory -> factory.setModelBeans(
                        new UserResource(ModelBeansTest.Modelled.class.getName(), "/modelled", List.of(operation))),
                "ModelBeansTest.Modelled#closed");
    }

    /** Leads to what is protected, and has no path of its own. */
    public static class WithoutPath {
        @Path("orders")
        public Hidden orders() {
            return new Hidden();
        }
    }

    @Test
    void rootWithoutPathThatLeadsToWhatIsProtected_isNotServed() {
        assertRefused(factory -> factory.setResourceClasses(WithoutPath.class), "MissingProtectorTest$WithoutPath");
    }

    @Test
    void subResourceOfAModelBean_isNotServed() {
        assertRefused(
                factory -> factory.setModelBeans(ModelBeansTest.leading(), ModelBeansTest.modelled(null)),
                "ModelBeansTest.Modelled#closed");
    }

    @Test
    void serverThatIsStartedLaterIsRefusedBefore() {
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setAddress("http://localhost:1/");
        factory.setStart(false);
        factory.setResourceClasses(Bare.class);
        RuntimeException refusal = assertThrows(RuntimeException.class, factory::create);
        assertThat(Deployment.messages(refusal), containsString("no ResourceProtector is registered"));
    }

    @Test
    void whatNothingProtectsIsServed_andWhatShowsAtTheCallIsClosed() {
        try (ConfiguredServer server = ConfiguredServer.start(factory -> factory.setResourceClasses(Free.class))) {
            assertThat(server.get("/free").send().body(), is("free"));
            for (String path : List.of("/free/sub", "/free/method", "/free/implementation")) {
                assertThat(server.get(path).send().status(), is(500));
                assertThat(server.get(path).bearer(Tokens.PROFILE).send().status(), is(500));
            }
            assertThat(Ran.times("missing/hidden"), is(0));
        }
    }

    /** Of two servers on one bus, each needs its own. */
    @Test
    void protectorOfAnotherServerIsNone() {
        ResourceProtector protector = ResourceProtector.with(new Tokens().validator());
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setResourceClasses(Bare.class);
            factory.setProvider(protector);
        })) {
            assertRefused(factory -> factory.setResourceClasses(Bare.class), "MissingProtectorTest.Bare#get");
            assertThat(server.get("/bare").send().status(), is(401));
            assertThat(server.get("/bare").bearer(Tokens.PROFILE).send().body(), is("ran missing/bare"));
            assertThat(server.get("/bare/open").send().body(), is("open"));
        }
    }
}
