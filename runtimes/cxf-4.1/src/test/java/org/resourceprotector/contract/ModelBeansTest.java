package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.apache.cxf.jaxrs.model.UserOperation;
import org.apache.cxf.jaxrs.model.UserResource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Resources that are described by model beans, and carry no annotation of Jakarta REST. */
class ModelBeansTest {

    private static final Tokens TOKENS = new Tokens();

    public static class Modelled {
        @Protected("profile")
        public String closed() {
            return Ran.here("modelled/closed");
        }

        public String open() {
            return Ran.here("modelled/open");
        }
    }

    /** Leads to the other one. */
    public static class Leading {
        public Modelled sub() {
            return new Modelled();
        }
    }

    static UserResource leading() {
        return new UserResource(Leading.class.getName(), "/leading", List.of(new UserOperation("sub", "/sub")));
    }

    /** A root resource if it has a path, and else a sub-resource. */
    static UserResource modelled(String path) {
        return new UserResource(Modelled.class.getName(), path, List.of(operation("closed"), operation("open")));
    }

    private static ConfiguredServer server(ResourceProtector protector) {
        return ConfiguredServer.start(factory -> {
            factory.setModelBeans(modelled("/modelled"), leading());
            factory.setProvider(protector);
        });
    }

    private static UserOperation operation(String name) {
        UserOperation operation = new UserOperation(name, "/" + name);
        operation.setVerb("GET");
        return operation;
    }

    @Test
    void annotatedMethodNeedsTheToken() {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            int ran = Ran.times("modelled/closed");
            assertThat(server.get("/modelled/closed").send().status(), is(401));
            assertThat(
                    server.get("/modelled/closed").bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(Ran.times("modelled/closed"), is(ran));
            assertThat(
                    server.get("/modelled/closed").bearer(Tokens.PROFILE).send().body(), is("ran modelled/closed"));
            assertThat(server.get("/modelled/open").send().body(), is("ran modelled/open"));
        }
    }

    @Test
    void annotatedMethodOfASubResourceNeedsTheToken() {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            assertThat(server.get("/leading/sub/closed").send().status(), is(401));
            assertThat(
                    server.get("/leading/sub/closed")
                            .bearer(Tokens.PROFILE)
                            .send()
                            .body(),
                    is("ran modelled/closed"));
            assertThat(server.get("/leading/sub/open").send().body(), is("ran modelled/open"));
        }
    }

    /** The runtime tells their paths to nobody but itself. */
    @Test
    void methodsWithoutPathInAnyAnnotation_areNamedInTheLog() {
        LogCapture log = LogCapture.start();
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            assertThat(server.get("/modelled/open").send().status(), is(200));
            assertThat(log.text(), containsString("ModelBeansTest.Modelled#"));
            assertThat(log.text(), containsString("the access report leaves it out"));
        } finally {
            log.close();
        }
    }
}
