package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/** An application that takes along the properties of one with a protector has no protector by that. */
class CopiedPropertiesTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/copied")
    public static class Untyped {
        @GET
        public String get() {
            return Ran.here("copied/open");
        }

        @Path("sub")
        public Object sub() {
            return new Subs.OnMethod();
        }
    }

    /** Keeps the configuration of the application that it is registered in. */
    private static final class Kept implements Feature {

        private Configuration configuration;

        @Override
        public boolean configure(FeatureContext context) {
            configuration = context.getConfiguration();
            return true;
        }
    }

    /** All properties of an application with a protector. */
    private static Map<String, Object> properties() {
        Kept kept = new Kept();
        try (Server server =
                Server.start(new Api(Endpoints.Root.class, kept, ResourceProtector.with(TOKENS.validator())))) {
            assertThat(server.get("/profile").send().status(), is(401));
            return new HashMap<>(kept.configuration.getProperties());
        }
    }

    private static Api copy(Object... parts) {
        Map<String, Object> properties = properties();
        return new Api(parts) {
            @Override
            public Map<String, Object> getProperties() {
                return properties;
            }
        };
    }

    @Test
    void whatIsProtectedIsNotDeployedWithoutProtector() {
        Throwable refusal = Deployment.refused(copy(Endpoints.Root.class));
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
    }

    @Test
    void whatIsBehindLocator_isClosedWithoutProtector() {
        try (Server server = Server.start(copy(Untyped.class))) {
            assertThat(server.get("/copied").send().status(), is(200));
            assertThat(server.get("/copied/sub").send().status(), is(500));
        }
    }

    @Test
    void protectorOfItsOwn_protects() {
        try (Server server = Server.start(copy(Endpoints.Root.class, ResourceProtector.with(TOKENS.validator())))) {
            assertThat(server.get("/open").send().status(), is(200));
            assertThat(server.get("/profile").send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    @Test
    void propertiesThatFeatureCopies_openNothing() {
        Map<String, Object> properties = properties();
        Feature copies = context -> {
            properties.forEach(context::property);
            return true;
        };
        Throwable refusal = Deployment.refused(new Api(Endpoints.Root.class, copies));
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
    }
}
