package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is believed of a release of Quarkus REST that keeps locators under another name, or does not say under which. */
class QuarkusRequestsTest {

    private static final String SERVER = "package org.jboss.resteasy.reactive.server.";

    private static final String KEEPING =
            "static class PreviousResource { private static final String PROPERTY_KEY = \"kept\"; }";

    private static ContainerRequestContext request(String nested, Map<String, Object> properties) {
        EngineClasses quarkus = EngineClasses.of(
                SERVER + "spi; public interface ResteasyReactiveContainerRequestContext"
                        + " extends jakarta.ws.rs.container.ContainerRequestContext { Object getServerRequestContext(); }",
                SERVER + "spi; public interface ServerRequestContext { Object getResteasyReactiveResourceInfo(); }",
                SERVER + "spi; public interface ServerHttpRequest { String getRequestAbsoluteUri(); }",
                SERVER + "mapping; public class RuntimeResource { public String getHttpMethod() { return \"GET\"; } }",
                SERVER + "core; public class Deployment { public Object getApplicationSupplier() { return null; } }",
                "package org.jboss.resteasy.reactive.common.core; public class BlockingOperationSupport {"
                        + " public static boolean isBlockingAllowed() { return true; } }",
                SERVER + """
                        core;
                        public class ResteasyReactiveRequestContext implements
                                org.jboss.resteasy.reactive.server.spi.ServerRequestContext,
                                jakarta.ws.rs.container.ResourceInfo {
                            public Object getResteasyReactiveResourceInfo() { return this; }
                            public Object getDeployment() { return new Deployment(); }
                            public Object serverRequest() { return null; }
                            public Object getTarget() {
                                return new org.jboss.resteasy.reactive.server.mapping.RuntimeResource();
                            }
                            public java.lang.reflect.Method getResourceMethod() { return null; }
                            public Class<?> getResourceClass() { return null; }
                        """ + nested + "}");
        Object context = quarkus.make("org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext");
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                QuarkusRequestsTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> List.of());
        return (ContainerRequestContext) quarkus.proxy(
                "org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext",
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServerRequestContext" -> context;
                    case "getUriInfo" -> uri;
                    case "getProperty" -> properties.get((String) arguments[0]);
                    default -> null;
                });
    }

    @Test
    void requestWithoutLocators_isBelievedWhereTheyWouldBeKept() {
        ContainerRequestContext request = request(KEEPING, Map.of());
        assertThat(QuarkusRequests.problem(request), is(nullValue()));
        assertThat(QuarkusRequests.locators(request), is(List.of()));
    }

    @Test
    void locatorsThatAreKeptUnderAnotherName_areNotOverlooked() {
        assertThat(
                QuarkusRequests.problem(request(KEEPING, Map.of("kept", "a locator"))),
                is("this version of the runtime does not tell which locators it went through"));
    }

    @Test
    void nothingIsBelieved_whereNoNameIsKnown() {
        for (String nested : List.of("", "static class PreviousResource { }")) {
            assertThat(
                    QuarkusRequests.problem(request(nested, Map.of())),
                    is("this version of the runtime does not tell whether it went through locators"));
        }
    }
}
