package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Feature;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each runtime tells of a connection, and that nothing is guessed of what it does not tell. */
class ConnectionsTest {

    private static final String CERTIFICATE = "MIIBPTCB5aADAgECAggnIvZxOjbaJjAKBggqhkjOPQQDAjATMREwDwYDVQQDEwhjbGllbnQ"
            + "tMTAgFw0yNjExMjkxNDAxMzNaGA8yMTI2MTEwNTE0MDEzM1owEzERMA8GA1UEAxMIY2xpZW50LTEwWTATBgcqhkjOPQIBBggqhkjOPQM"
            + "BBwNCAAQyp57xu9RMs1u5+QWptoQUUUMcW/96//KSpTzRutEK2q2k9GAhfimIM15iyit8fatYVPHc31qAtZ39FYLs0DyGoyEwHzAdBgN"
            + "VHQ4EFgQUr9Kx/E4q9cItCet5lGodG3HMoTUwCgYIKoZIzj0EAwIDRwAwRAIgQtbrz2WW71OHWd5HzbYuwBX+D0SudmDj2nJSylGt2JM"
            + "CIBskvhhrVyqeUDEpWgJdvuOqG900lXmtrHln43IUfiFD";

    private static ContainerRequestContext withProperty(@Nullable Object certificates) {
        return (ContainerRequestContext) Proxy.newProxyInstance(
                ConnectionsTest.class.getClassLoader(),
                new Class<?>[] {ContainerRequestContext.class},
                (proxy, method, arguments) -> method.getName().equals("getProperty")
                                && arguments[0].equals("jakarta.servlet.request.X509Certificate")
                        ? certificates
                        : null);
    }

    private static X509Certificate certificate() throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(Base64.getDecoder().decode(CERTIFICATE)));
    }

    @Test
    void certificate_isTheOneOfTheClientItself() throws Exception {
        X509Certificate own = certificate();
        X509Certificate[] chain = {own, certificate()};
        assertThat(Connections.certificate(withProperty(chain)), sameInstance(own));
        assertThat(Connections.certificate(withProperty(new X509Certificate[] {own})), sameInstance(own));
        assertThat(Connections.certificate(withProperty(new X509Certificate[0])), is(nullValue()));
        assertThat(Connections.certificate(withProperty(own)), is(nullValue()));
        assertThat(Connections.certificate(withProperty(null)), is(nullValue()));
    }

    @Test
    void addressOnUnknownRuntime_isNotTold() {
        assertThat(Connections.UNKNOWN.remoteAddress(withProperty(null)), is(nullValue()));
        assertThat(Connections.of(Injection.CONSTRUCTOR), sameInstance(Connections.UNKNOWN));
    }

    private static Connections onJersey(@Nullable Request request) {
        AtomicReference<Connections> found = new AtomicReference<>();
        ResourceConfig config = new ResourceConfig().register((Feature) context -> {
            found.set(Connections.of(Injection.of(context)));
            return true;
        });
        if (request != null) {
            config.register(new AbstractBinder() {
                @Override
                protected void configure() {
                    bind(request).to(Request.class);
                }
            });
        }
        new InProcess(config);
        return found.get();
    }

    @Test
    void addressOnJersey_isThatOfTheServersRequest() {
        @SuppressWarnings("deprecation") // which nobody but a test needs
        Request request = new Request() {
            @Override
            public String getRemoteAddr() {
                return "192.0.2.7";
            }
        };
        assertThat(onJersey(request).remoteAddress(withProperty(null)), is("192.0.2.7"));
        assertThat(onJersey(null).remoteAddress(withProperty(null)), is(nullValue()));
    }

    private static final String RESTEASY_REQUEST = """
        package org.jboss.resteasy.core.interception.jaxrs;
        public class Told extends org.resourceprotector.enforcement.FakeRequest {
            private final Object sent;
            public Told(Object sent) { super("GET", "any"); this.sent = sent; }
            public Object getHttpRequest() { return sent; }
        }
        """;

    private static final String HTTP_REQUEST = """
        package org.jboss.resteasy.spi;
        public interface HttpRequest { String getRemoteAddress(); }
        """;

    @Test
    void addressOnResteasy_isThatOfItsRequest() {
        EngineClasses resteasy = EngineClasses.of(RESTEASY_REQUEST, HTTP_REQUEST);
        Object sent = resteasy.proxy("org.jboss.resteasy.spi.HttpRequest", (proxy, method, arguments) -> "192.0.2.8");
        String name = "org.jboss.resteasy.core.interception.jaxrs.Told";
        assertThat(address(resteasy.make(name, sent)), is("192.0.2.8"));
        assertThat(address(resteasy.make(name, "another request")), is(nullValue()));
        assertThat(address(resteasy.make(name, (Object) null)), is(nullValue()));
        Object failing = resteasy.proxy("org.jboss.resteasy.spi.HttpRequest", (proxy, method, arguments) -> {
            throw new IllegalStateException("gone");
        });
        assertThat(address(resteasy.make(name, failing)), is(nullValue()));
    }

    private static @Nullable String address(Object request) {
        return Connections.UNKNOWN.remoteAddress((ContainerRequestContext) request);
    }

    @Test
    void addressOnCxf_isThatOfTheServletsRequest() {
        EngineClasses cxf = EngineClasses.of("""
            package org.apache.cxf.jaxrs.impl;
            public class Told extends org.resourceprotector.enforcement.FakeRequest {
                private final Object message;
                public Told(Object message) { super("GET", "any"); this.message = message; }
                public Object getMessage() { return message; }
            }
            """, """
            package jakarta.servlet;
            public interface ServletRequest { String getRemoteAddr(); }
            """, """
            package jakarta.servlet;
            public class ServletRequestWrapper implements ServletRequest {
                private final ServletRequest inside;
                public ServletRequestWrapper(ServletRequest inside) { this.inside = inside; }
                public ServletRequest getRequest() { return inside; }
                public String getRemoteAddr() { return inside.getRemoteAddr(); }
            }
            """, """
            package app;
            public class Believing extends jakarta.servlet.ServletRequestWrapper {
                public Believing(jakarta.servlet.ServletRequest sent) { super(sent); }
                public String getRemoteAddr() { return "198.51.100.1"; }
            }
            """);
        Message message = new MessageImpl();
        Object request = cxf.make("org.apache.cxf.jaxrs.impl.Told", message);
        assertThat(address(request), is(nullValue()));
        message.put(
                "HTTP.REQUEST", cxf.proxy("jakarta.servlet.ServletRequest", (proxy, method, arguments) -> "192.0.2.9"));
        assertThat(address(request), is("192.0.2.9"));
        Object believing = message.get("HTTP.REQUEST");
        for (int around = 0; around < 63; around++) {
            believing = cxf.make("app.Believing", believing);
        }
        message.put("HTTP.REQUEST", believing);
        assertThat(address(request), is("192.0.2.9"));
        message.put("HTTP.REQUEST", cxf.make("app.Believing", believing));
        assertThat(address(request), is(nullValue()));
    }

    @Test
    void addressOnResteasyInAServlet_isThatOfTheServletsRequest() throws Exception {
        EngineClasses resteasy = EngineClasses.of(RESTEASY_REQUEST, HTTP_REQUEST, """
            package org.jboss.resteasy.core;
            public class ResteasyContext {
                public static Object data;
                public static Object getContextData(Class<?> type) { return data; }
            }
            """, """
            package jakarta.servlet;
            public interface ServletRequest { String getRemoteAddr(); }
            """, """
            package jakarta.servlet.http;
            public interface HttpServletRequest extends jakarta.servlet.ServletRequest {}
            """);
        Object sent = resteasy.proxy("org.jboss.resteasy.spi.HttpRequest", (proxy, method, arguments) -> "192.0.2.8");
        Object request = resteasy.make("org.jboss.resteasy.core.interception.jaxrs.Told", sent);
        assertThat(address(request), is("192.0.2.8"));
        resteasy.get("org.jboss.resteasy.core.ResteasyContext")
                .getField("data")
                .set(
                        null,
                        resteasy.proxy(
                                "jakarta.servlet.http.HttpServletRequest", (proxy, method, arguments) -> "192.0.2.10"));
        assertThat(address(request), is("192.0.2.10"));
    }

    /** What Quarkus REST has of Vert.x. */
    private static EngineClasses quarkus() {
        String context = "org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext";
        return EngineClasses.of(
                """
                package org.jboss.resteasy.reactive.server.spi;
                public interface ResteasyReactiveContainerRequestContext { Object getServerRequestContext(); }
                """,
                """
                package org.jboss.resteasy.reactive.server.core;
                public class Told extends org.resourceprotector.enforcement.FakeRequest implements CONTEXT {
                    private final Object server;
                    public Told(Object server) { super("GET", "any"); this.server = server; }
                    public Object getServerRequestContext() { return server; }
                }
                """.replace("CONTEXT", context),
                """
                package org.jboss.resteasy.reactive.server.core;
                public class Server {
                    private final Object sent;
                    public Server(Object sent) { this.sent = sent; }
                    public Object serverRequest() { return sent; }
                }
                """,
                """
                package org.jboss.resteasy.reactive.server.core;
                public class Sent {
                    private final Object vertx;
                    public Sent(Object vertx) { this.vertx = vertx; }
                    public Object unwrap(Class<?> type) { return type.isInstance(vertx) ? vertx : null; }
                }
                """,
                """
                package io.vertx.core.http;
                public interface HttpServerRequest { javax.net.ssl.SSLSession sslSession(); HttpConnection connection(); }
                """,
                """
                package io.vertx.core.http;
                public interface HttpConnection { io.vertx.core.net.SocketAddress remoteAddress(boolean real); }
                """,
                "package io.vertx.core.net; public interface SocketAddress { String hostAddress(); }");
    }

    private static Object onQuarkus(EngineClasses quarkus, @Nullable InvocationHandler vertx) {
        String core = "org.jboss.resteasy.reactive.server.core.";
        Object sent = vertx == null
                ? null
                : quarkus.make(core + "Sent", quarkus.proxy("io.vertx.core.http.HttpServerRequest", vertx));
        return quarkus.make(core + "Told", quarkus.make(core + "Server", sent));
    }

    @Test
    void addressOnQuarkus_isThatOfTheRealPeer() {
        EngineClasses quarkus = quarkus();
        Object connection = quarkus.proxy(
                "io.vertx.core.http.HttpConnection",
                (proxy, method, arguments) -> quarkus.proxy(
                        "io.vertx.core.net.SocketAddress",
                        (address, asked, none) -> Boolean.TRUE.equals(arguments[0]) ? "192.0.2.11" : "198.51.100.2"));
        assertThat(address(onQuarkus(quarkus, (proxy, method, arguments) -> connection)), is("192.0.2.11"));
        assertThat(address(onQuarkus(quarkus, (proxy, method, arguments) -> null)), is(nullValue()));
        assertThat(address(onQuarkus(quarkus, null)), is(nullValue()));
        assertThat(
                address(quarkus.make("org.jboss.resteasy.reactive.server.core.Told", (Object) null)), is(nullValue()));
    }

    /** A session of TLS whose client showed certificates, or none. */
    private static SSLSession session(Certificate @Nullable [] shown) {
        return (SSLSession) Proxy.newProxyInstance(
                ConnectionsTest.class.getClassLoader(),
                new Class<?>[] {SSLSession.class},
                (proxy, method, arguments) -> {
                    if (shown == null) {
                        throw new SSLPeerUnverifiedException("no certificate");
                    }
                    return shown;
                });
    }

    @Test
    void certificateOnQuarkus_isThatOfTheSession() throws Exception {
        EngineClasses quarkus = quarkus();
        X509Certificate own = certificate();
        Certificate[] chain = {own, certificate()};
        assertThat(certificate(onQuarkus(quarkus, (proxy, method, none) -> session(chain))), sameInstance(own));
        assertThat(certificate(onQuarkus(quarkus, (proxy, method, none) -> session(null))), is(nullValue()));
        assertThat(certificate(onQuarkus(quarkus, (proxy, method, none) -> null)), is(nullValue()));
        assertThat(certificate(onQuarkus(quarkus, null)), is(nullValue()));
    }

    private static @Nullable X509Certificate certificate(Object request) {
        return Connections.certificate((ContainerRequestContext) request);
    }

    @Test
    void addressOnJerseyInAServlet_isThatOfTheServletsRequest() {
        HttpServletRequest sent = (HttpServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, none) -> "192.0.2.12");
        AtomicReference<Connections> found = new AtomicReference<>();
        ResourceConfig config = new ResourceConfig().register((Feature) context -> {
            found.set(Connections.of(Injection.of(context)));
            return true;
        });
        config.register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(sent).to(HttpServletRequest.class);
            }
        });
        new InProcess(config);

        // the API is the runtime's own, whatever the application sees
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(found.get().remoteAddress(withProperty(null)), is("192.0.2.12"));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
