package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Root resources that have no {@code @Path}, which CXF serves at the root of its address. */
class RootWithoutPathTest {

    private static final Tokens TOKENS = new Tokens();

    public static class Root {
        @GET
        @Path("bare-root")
        @Protected("profile")
        public String get() {
            return Ran.here("bare-root");
        }

        @Path("bare-sub")
        public Sub sub() {
            return new Sub();
        }
    }

    public static class Sub {
        @GET
        @Protected("email")
        public String get() {
            return Ran.here("bare-sub");
        }
    }

    public interface Service {
        @GET
        @Path("bare-closed")
        String closed();

        @GET
        @Path("bare-open")
        String open();
    }

    public static class Implementation implements Service {
        @Override
        @Protected("profile")
        public String closed() {
            return Ran.here("bare-closed");
        }

        @Override
        public String open() {
            return Ran.here("bare-open");
        }
    }

    @Test
    void rulesHold_andAreInTheAccessReport() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setResourceClasses(Root.class);
            factory.setProvider(protector);
        })) {
            assertThat(server.get("/bare-root").send().status(), is(401));
            assertThat(server.get("/bare-root").bearer(Tokens.PROFILE).send().body(), is("ran bare-root"));
            assertThat(server.get("/bare-sub").bearer(Tokens.PROFILE).send().status(), is(403));
            assertThat(
                    protector.endpoints().stream()
                            .map(endpoint -> endpoint.path() + " " + endpoint.scopes())
                            .toList(),
                    hasItems("/bare-root profile", "/bare-sub email"));
        }
    }

    @Test
    void interfaceWhoseImplementationIsKnown_isServed() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setResourceClasses(Service.class);
            factory.setResourceProvider(Service.class, new SingletonResourceProvider(new Implementation()));
            factory.setProvider(protector);
        })) {
            assertThat(server.get("/bare-closed").send().status(), is(401));
            assertThat(server.get("/bare-closed").bearer(Tokens.PROFILE).send().body(), is("ran bare-closed"));
            assertThat(server.get("/bare-open").send().body(), is("ran bare-open"));
        }
    }
}
