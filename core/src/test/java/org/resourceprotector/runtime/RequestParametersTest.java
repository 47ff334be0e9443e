package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Parameters as a resource method gets them, on runtimes that show others. */
class RequestParametersTest {

    private final MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    private final MultivaluedMap<String, String> path = new MultivaluedHashMap<>();

    private final InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
        case "getQueryParameters" -> query;
        case "getPathParameters" -> path;
        case "getRequestUri" -> URI.create("https://api.example.com/d");
        default -> null;
    };

    private UriInfo uri() {
        return (UriInfo) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {UriInfo.class}, answers);
    }

    private static ContainerRequestContext request(UriInfo uri) {
        return (ContainerRequestContext) Proxy.newProxyInstance(
                RequestParametersTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> method.getName().equals("getUriInfo") ? uri : null);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // as CXF does for a parameter without a value
    private static List<String> values(@Nullable String... values) {
        return (List<String>) (List<?>) new ArrayList<@Nullable String>(Arrays.asList(values));
    }

    @Test
    void parametersOfTheQuery_areThoseOfTheName() {
        query.put("a", values("1", null, "2"));
        query.put("A", values("3"));
        assertThat(RequestParameters.query(uri(), "a"), contains("1", "", "2"));
        assertThat(RequestParameters.query(uri(), "b"), is(empty()));
    }

    @Test
    void parametersOfThePath_areThoseOfTheName() {
        path.put("id", values("1", "2"));
        assertThat(RequestParameters.path(request(uri()), "id"), contains("1", "2"));
        assertThat(RequestParameters.path(request(uri()), "other"), is(empty()));
    }

    @Test
    void parametersOnQuarkus_areThoseInAnyCase() {
        UriInfo quarkus = EngineClasses.proxy("org.jboss.resteasy.reactive.server.jaxrs", UriInfo.class, answers);
        query.put("id", values("1", "2"));
        query.put("ID", values("3", null));
        query.put("Id", values("2", "1"));
        query.put("other", values("4"));
        assertThat(RequestParameters.query(quarkus, "id"), containsInAnyOrder("1", "2", "3", ""));
        assertThat(RequestParameters.query(quarkus, "none"), is(empty()));
        assertThat(RequestParameters.queryByName(quarkus, "id"), containsInAnyOrder("1", "2", "3", ""));
    }

    /** CXF with a message of the request. */
    private EngineClasses cxf(@Nullable Map<?, ?> message) throws Exception {
        EngineClasses cxf = EngineClasses.of(
                """
                package org.apache.cxf.jaxrs.utils;
                public class JAXRSUtils {
                    public static Object message;
                    public static Object getCurrentMessage() { return message; }
                }
                """, "package org.apache.cxf.jaxrs.impl; interface Told extends jakarta.ws.rs.core.UriInfo {}");
        cxf.get("org.apache.cxf.jaxrs.utils.JAXRSUtils").getField("message").set(null, message);
        return cxf;
    }

    private UriInfo uriOf(EngineClasses cxf) {
        return (UriInfo) cxf.proxy("org.apache.cxf.jaxrs.impl.Told", answers);
    }

    @Test
    void queryOnCxf_isNotTakenIfItsNameComesInTwoCases() throws Exception {
        UriInfo uri = uriOf(cxf(null));
        query.put("id", values("1"));
        query.put("other", values("2"));
        assertThat(RequestParameters.query(uri, "id"), contains("1"));
        query.put("ID", values("3"));
        assertThrows(IllegalArgumentException.class, () -> RequestParameters.query(uri, "id"));
        assertThrows(IllegalArgumentException.class, () -> RequestParameters.query(uri, "Id"));
        assertThat(RequestParameters.query(uri, "other"), contains("2"));
        assertThat(RequestParameters.queryByName(uri, "id"), contains("1"));
        assertThat(RequestParameters.queryByName(uri, "Id"), is(empty()));
    }

    @Test
    void pathOnCxf_isTheOneThatWasSent() throws Exception {
        assertThat(
                RequestParameters.sentPath(uriOf(cxf(Map.of("org.apache.cxf.request.uri", "//d;x=1")))), is("//d;x=1"));
        assertThat(
                RequestUris.of(uriOf(cxf(Map.of("org.apache.cxf.request.uri", "//d")))),
                is(URI.create("https://api.example.com//d")));
        assertThat(
                RequestUris.of(uriOf(cxf(Map.of("org.apache.cxf.request.uri", "/d;x")))),
                is(URI.create("https://api.example.com/d")));
        assertThat(RequestUris.of(uriOf(cxf(Map.of()))), is(URI.create("https://api.example.com/d")));
        assertThat(RequestUris.of(uri()), is(URI.create("https://api.example.com/d")));
    }
}
