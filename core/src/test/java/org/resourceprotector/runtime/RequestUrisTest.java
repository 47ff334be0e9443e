package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path that was sent takes the place of one that a runtime has simplified. */
class RequestUrisTest {

    @ParameterizedTest
    @CsvSource({
        "/d, /d;x=1, /d;x=1",
        "/d/s/a/b, /d/s/a;x=1/b;y=2, /d/s/a;x=1/b;y=2",
        "/d/s, //d///s, //d///s",
        "/d%252Fe, /d%2Fe;x, /d%2Fe;x",
        "/d/e, /d%2Fe;x, /d%2Fe;x",
        "/d, /d, /d",
        "/changed, /d;x=1, /changed",
        "/d, /d|;x=1, /d",
        "/d, , /d"
    })
    void sentPath_countsIfItWasSimplified(String told, String sent, String expected) {
        String host = "https://api.example.com:8443";

        assertThat(RequestUris.withPath(URI.create(host + told), sent, null), is(URI.create(host + expected)));
        assertThat(
                RequestUris.withPath(URI.create(host + told + "?q=%20"), sent, "q=%20"),
                is(URI.create(host + expected + "?q=%20")));
    }

    @Test
    void sentQuery_isKeptIfItIsOne() {
        URI told = URI.create("https://api.example.com/d");

        assertThat(RequestUris.withPath(told, "/d;x=1", "q=1"), is(URI.create("https://api.example.com/d;x=1?q=1")));
        assertThat(RequestUris.withPath(told, "/d;x=1", "q=a|b"), is(URI.create("https://api.example.com/d;x=1")));
    }

    /** Tells paths as Quarkus REST does: decoded ones only. */
    private static UriInfo onlyDecoded(String base, String absolute) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getBaseUri" -> URI.create(base);
                        case "getAbsolutePath" -> URI.create(absolute);
                        default -> throw new IllegalArgumentException("We do not support non-decoded parameters");
                    };
                });
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/, https://api.example.com/caf%C3%A9, caf%C3%A9",
        "https://api.example.com/v1/, https://api.example.com/v1/a/b, a/b",
        "https://api.example.com/v1/, https://api.example.com/v2/a, /v2/a"
    })
    void pathBelowTheBase_isThatOfTheUri(String base, String absolute, String path) {
        assertThat(RequestUris.pathBelowBase(onlyDecoded(base, absolute)), is(path));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/d;x?q=1, https://api.example.com/d;x?q=1",
        "https://a.example/d;x, https://api.example.com/d;x",
        "https://a.example/d;x?, https://api.example.com/d;x?",
        "https://a.example/d;x?/?, https://api.example.com/d;x?/?",
        "https://a.example?/d;x, https://api.example.com/d",
        "https://a.example, https://api.example.com/d",
        "/d;x, https://api.example.com/d"
    })
    void uriThatWasSent_givesItsPathAndQuery(String sent, String expected) {
        assertThat(RequestUris.sent(URI.create("https://api.example.com/d"), sent), is(URI.create(expected)));
    }

    @Test
    void uriThatNobodyKnows_isTheOneThatIsTold() {
        URI told = URI.create("https://api.example.com/d");
        assertThat(RequestUris.sent(told, null), is(told));
    }

    @Test
    void queryThatIsNone_isLeftOut() {
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getAbsolutePath")) {
                        return URI.create("https://api.example.com/d");
                    }
                    throw new IllegalArgumentException("a|b");
                });
        assertThat(RequestUris.of(uri), is(URI.create("https://api.example.com/d")));
    }

    /** As RESTEasy has it in a servlet, with what that says of the request. */
    @SuppressWarnings("JdkObsolete") // as the API of servlets has it
    private static URI onResteasy(String told, String scheme, String url, boolean isInServlet) throws Exception {
        EngineClasses resteasy = EngineClasses.of(
                """
                package org.jboss.resteasy.core;
                public class ResteasyContext {
                    public static Object data;
                    public static Object getContextData(Class<?> type) {
                        return type.getName().equals("jakarta.servlet.http.HttpServletRequest") ? data : null;
                    }
                }
                """,
                "package org.jboss.resteasy.core.interception.jaxrs;"
                        + " interface Told extends jakarta.ws.rs.container.ContainerRequestContext {}",
                """
                package jakarta.servlet.http;
                public interface HttpServletRequest {
                    String getScheme();
                    StringBuffer getRequestURL();
                }
                """);
        if (isInServlet) {
            Object servlet = resteasy.proxy(
                    "jakarta.servlet.http.HttpServletRequest",
                    (proxy, method, arguments) ->
                            method.getName().equals("getScheme") ? scheme : new StringBuffer(url));
            resteasy.get("org.jboss.resteasy.core.ResteasyContext")
                    .getField("data")
                    .set(null, servlet);
        }
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                RequestUrisTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> URI.create(told));
        return RequestUris.of((ContainerRequestContext)
                resteasy.proxy("org.jboss.resteasy.core.interception.jaxrs.Told", (proxy, method, arguments) -> uri));
    }

    @Test
    void schemeThatACallerClaims_isNotBelieved() throws Exception {
        String https = "https://api.example.com/d?q=1";
        URI insecure = URI.create("http://api.example.com/d?q=1");
        assertThat(onResteasy(https, "http", "https://api.example.com/d", true), is(insecure));
        assertThat(onResteasy(https, "https", "https://api.example.com/d", true), is(URI.create(https)));
        assertThat(onResteasy(https, "http", "http://api.example.com/d", true), is(URI.create(https)));
        assertThat(onResteasy(https, "http", "https://api.example.com/d", false), is(URI.create(https)));
        assertThat(onResteasy(insecure.toString(), "http", "https://api.example.com/d", true), is(insecure));
    }

    @Test
    void schemeOnOtherRuntimes_isTheOneThatTheyTell() {
        ContainerRequestContext request = (ContainerRequestContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {UriInfo.class},
                        (uri, called, none) -> URI.create("https://api.example.com/d")));
        assertThat(RequestUris.of(request), is(URI.create("https://api.example.com/d")));
        assertThat(RequestUris.isOfResteasy(request.getClass()), is(false));
        assertThat(RequestUris.isOfResteasy(EngineClasses.named("org.jboss.resteasy.core.Any")), is(true));
        assertThat(RequestUris.isOfResteasy(EngineClasses.named("org.jboss.resteasy.reactive.Any")), is(false));
    }

    @ParameterizedTest
    @CsvSource({
        "/d, /d.json, true",
        "/a.b/d, /a.b/d.json, true",
        "/d, /d.en.json, true",
        "/d.en, /d.en.json, true",
        "/d.json, /d.en.json, true",
        "/, /.json, true",
        "'', .json, true",
        "/d.json, /d.json, false",
        "/d, /d, false",
        "/d, /a.b/d, false",
        "/a/d, /a./d, false",
        "/e, /d.json, false",
        "/dx, /d.json, false",
        "/d.xml, /d.json, false",
        "/d.json.en, /d.en.json, false",
        "/d.en.json, /d.json, false",
        "/a/d, /d.json, false",
        ", /d.json, false"
    })
    void pathWithoutSuffixes_isWhatSomeWereRemovedFrom(String path, String sent, boolean isWithout) {
        assertThat(RequestUris.isWithoutSuffixes(path, sent), is(isWithout));
    }

    /** A request to a runtime, which tells a URI, or throws. */
    private static ContainerRequestContext request(String runtime, @Nullable String told) {
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                RequestUrisTest.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    if (told == null) {
                        throw new IllegalArgumentException("a path that is none");
                    }
                    return URI.create(told);
                });
        return EngineClasses.proxy(runtime, ContainerRequestContext.class, (proxy, method, arguments) -> uri);
    }

    private static final String JERSEY = "org.glassfish.jersey.server";
    private static final String RESTEASY = "org.jboss.resteasy.core.interception.jaxrs";

    @ParameterizedTest
    @CsvSource({
        JERSEY + ", https://api.example.com/a/d.en.json?q=1, /a/d.en.json",
        RESTEASY + ", https://api.example.com/a/d.json, /a/d.json",
        JERSEY + ", .json, .json",
        JERSEY + ", https://api.example.com/a.b/d, ",
        JERSEY + ", https://api.example.com/a./d, ",
        JERSEY + ", mailto:a.b, ",
        JERSEY + ", , ",
        "org.apache.cxf.jaxrs.impl, https://api.example.com/a/d.json, "
    })
    void suffixes_areToldBeforeTheRuntimeRemovesThem(String runtime, String told, String expected) {
        assertThat(RequestUris.suffixed(request(runtime, told)), is(expected));
    }

    @Test
    void suffixesThatWereRemoved_areThereAgain() {
        ContainerRequestContext request = request(JERSEY, "https://api.example.com/a/d?q=1");

        assertThat(RequestUris.of(request, "/a/d.json"), is(URI.create("https://api.example.com/a/d.json?q=1")));
        assertThat(RequestUris.of(request, "/b/d.json"), is(URI.create("https://api.example.com/a/d?q=1")));
        assertThat(RequestUris.of(request, null), is(URI.create("https://api.example.com/a/d?q=1")));
    }

    @Test
    void suffixesOnCxf_areToldByTheServletsRequest() {
        String kept = "jakarta.servlet.http.HttpServletRequest";
        EngineClasses cxf = EngineClasses.of(
                """
                package org.apache.cxf.jaxrs.impl;
                public class Told extends org.resourceprotector.enforcement.FakeRequest {
                    private final Object message;
                    public Told(Object message, jakarta.ws.rs.core.UriInfo uri) { super("GET", uri); this.message = message; }
                    public Object getMessage() { return message; }
                }
                """,
                """
                package org.apache.cxf.jaxrs.impl;
                public class Silent extends org.resourceprotector.enforcement.FakeRequest {
                    public Silent() { super("GET", "any"); }
                }
                """,
                "package jakarta.servlet.http; public interface HttpServletRequest { String getRequestURI(); }");
        UriInfo uri = request(JERSEY, "https://api.example.com/a/d?q=1").getUriInfo();
        Message message = new MessageImpl();
        ContainerRequestContext request =
                (ContainerRequestContext) cxf.make("org.apache.cxf.jaxrs.impl.Told", message, uri);
        assertThat(Connections.sentPathOfCxf(request), is(nullValue()));
        message.put("HTTP.REQUEST", cxf.proxy(kept, (proxy, method, arguments) -> "/a/d.json"));
        assertThat(Connections.sentPathOfCxf(request), is("/a/d.json"));
        assertThat(RequestUris.of(request, null), is(URI.create("https://api.example.com/a/d.json?q=1")));
        message.put("HTTP.REQUEST", cxf.proxy(kept, (proxy, method, arguments) -> null));
        assertThat(RequestUris.of(request, null), is(URI.create("https://api.example.com/a/d?q=1")));

        ContainerRequestContext silent = (ContainerRequestContext) cxf.make("org.apache.cxf.jaxrs.impl.Silent");
        assertThat(Connections.sentPathOfCxf(silent), is(nullValue()));
        assertThat(Connections.sentPathOfCxf(request(JERSEY, "https://api.example.com/d")), is(nullValue()));
    }
}
