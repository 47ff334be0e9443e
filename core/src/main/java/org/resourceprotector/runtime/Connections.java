package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime tells of the connection that a request came by. What it does not tell is null, and
 * nothing is guessed.
 *
 * <p>Immutable, thread-safe; one per deployment. Looks up the API of the runtime by reflection,
 * each time it is asked.
 */
public final class Connections {

    /** A runtime that tells no addresses. */
    public static final Connections UNKNOWN = new Connections(null);

    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final String QUARKUS = "org.jboss.resteasy.reactive.server.";
    private static final String VERTX = "io.vertx.core.";
    private static final String SERVLET_REQUEST = "jakarta.servlet.http.HttpServletRequest";
    private static final String GRIZZLY_REQUEST = "org.glassfish.grizzly.http.server.Request";

    /** How many filters may have put a request of their own around that of a servlet container. */
    private static final int MAX_WRAPPERS = 64;

    /** The injection that has Jersey's request with its container; null for another runtime. */
    private final @Nullable JerseyInjection jersey;

    private Connections(@Nullable JerseyInjection jersey) {
        this.jersey = jersey;
    }

    /** How to ask the runtime that has an injection. */
    public static Connections of(Injection injection) {
        return injection.jersey == null ? UNKNOWN : new Connections(injection.jersey);
    }

    /**
     * The certificate of the client in TLS, its own and not those above it, as servlet containers
     * and Grizzly keep it in a property of the request, and Vert.x in the session of TLS; null if
     * there is none, or the runtime does not tell.
     */
    public static @Nullable X509Certificate certificate(ContainerRequestContext request) {
        Certificate[] chain =
                request.getProperty(CERTIFICATES) instanceof X509Certificate[] kept ? kept : ofQuarkus(request);
        return chain.length > 0 && chain[0] instanceof X509Certificate own ? own : null;
    }

    private static Certificate[] ofQuarkus(ContainerRequestContext request) {
        try {
            return get(vertxRequest(request), VERTX + "http.HttpServerRequest", "sslSession") instanceof SSLSession tls
                    ? tls.getPeerCertificates()
                    : new Certificate[0];
        } catch (SSLPeerUnverifiedException showsNone) {
            return new Certificate[0];
        } catch (ReflectiveOperationException | LinkageError | RuntimeException doesNotTell) {
            return new Certificate[0];
        }
    }

    /**
     * The IP address of the peer of the connection, which a server that is told to believe proxies may have replaced by the one
     * that they name, but no filter of the application; null if the runtime does not tell. Called on the thread of the request.
     */
    public @Nullable String remoteAddress(ContainerRequestContext request) {
        try {
            Object address = jersey == null ? ofRequest(request) : ofJersey(jersey);
            return address instanceof String text ? text : null;
        } catch (ReflectiveOperationException | LinkageError | RuntimeException doesNotTell) {
            return null;
        }
    }

    /** Of Quarkus REST, RESTEasy or CXF, by what they make of a request. */
    private static @Nullable Object ofRequest(ContainerRequestContext request) throws ReflectiveOperationException {
        String name = request.getClass().getName();
        if (name.startsWith(QUARKUS)) {
            return get(vertxPeer(request), VERTX + "net.SocketAddress", "hostAddress");
        }
        if (name.startsWith("org.jboss.resteasy.")) {
            Object ofServlets = resteasyServletRequest(request.getClass().getClassLoader());
            return ofServlets == null
                    ? get(
                            get(request, request.getClass(), "getHttpRequest"),
                            "org.jboss.resteasy.spi.HttpRequest",
                            "getRemoteAddress")
                    : ofServlets(ofServlets);
        }
        return name.startsWith("org.apache.cxf.") ? ofServlets(cxfRequest(request)) : null;
    }

    /** The request of the servlet container that RESTEasy is in; null if it is in none. */
    private static @Nullable Object resteasyServletRequest(ClassLoader loader) {
        try {
            return Runtimes.contextData(loader, Class.forName(SERVLET_REQUEST, false, loader));
        } catch (ReflectiveOperationException | LinkageError noServlets) {
            return null;
        }
    }

    /**
     * As the container tells it. A filter of the application, or of a framework, may have put a request of its own around the
     * container's, which tells what callers write into {@code X-Forwarded-For}.
     */
    private static @Nullable Object ofServlets(@Nullable Object request) throws ReflectiveOperationException {
        Object own = get(request, "org.glassfish.hk2.api.ProxyCtl", "__make");
        own = own == null ? request : own;
        for (int around = 0; around < MAX_WRAPPERS; around++) {
            Object inside = get(own, "jakarta.servlet.ServletRequestWrapper", "getRequest");
            if (inside == null) {
                return get(own, "jakarta.servlet.ServletRequest", "getRemoteAddr");
            }
            own = inside;
        }
        return null;
    }

    /** The path of a request as a servlet container keeps it for CXF; null if the runtime is another one, or has no servlets. */
    static @Nullable String sentPathOfCxf(ContainerRequestContext request) {
        try {
            return request.getClass().getName().startsWith("org.apache.cxf.")
                            && get(cxfRequest(request), "jakarta.servlet.http.HttpServletRequest", "getRequestURI")
                                    instanceof String path
                    ? path
                    : null;
        } catch (ReflectiveOperationException | LinkageError doesNotTell) {
            return null;
        }
    }

    /** Of a servlet container, or of Grizzly. */
    private static @Nullable Object ofJersey(JerseyInjection jersey) throws ReflectiveOperationException {
        Object ofServlets = instance(SERVLET_REQUEST, jersey);
        return ofServlets == null
                ? get(instance(GRIZZLY_REQUEST, jersey), GRIZZLY_REQUEST, "getRemoteAddr")
                : ofServlets(ofServlets);
    }

    private static @Nullable Object instance(String name, JerseyInjection jersey) throws ReflectiveOperationException {
        Class<?> type = find(name, jersey);
        return type == null ? null : jersey.instance(type);
    }

    /** A class of the container's, which the runtime sees, or else the application. */
    private static @Nullable Class<?> find(String name, JerseyInjection jersey) {
        Class<?> ofRuntime = find(name, jersey.loader());
        return ofRuntime == null ? find(name, Thread.currentThread().getContextClassLoader()) : ofRuntime;
    }

    private static @Nullable Class<?> find(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError notHere) {
            return null;
        }
    }

    /** The request of Vert.x, by which Quarkus REST serves; null if the runtime is another one. */
    private static @Nullable Object vertxRequest(ContainerRequestContext request) throws ReflectiveOperationException {
        Object known = get(request, QUARKUS + "spi.ResteasyReactiveContainerRequestContext", "getServerRequestContext");
        if (known == null) {
            return null;
        }
        Object sent = get(known, known.getClass(), "serverRequest");
        Class<?> vertx = Class.forName(
                VERTX + "http.HttpServerRequest", false, known.getClass().getClassLoader());
        return sent == null
                ? null
                : sent.getClass().getMethod("unwrap", Class.class).invoke(sent, vertx);
    }

    /**
     * The real peer of the connection. The request tells what callers write into {@code X-Forwarded-For}, and the connection
     * what they say by the PROXY protocol, if Quarkus is told to believe proxies.
     */
    private static @Nullable Object vertxPeer(ContainerRequestContext request) throws ReflectiveOperationException {
        Object connection = get(vertxRequest(request), VERTX + "http.HttpServerRequest", "connection");
        Class<?> type =
                connection == null ? null : Runtimes.ancestor(connection.getClass(), VERTX + "http.HttpConnection");
        return type == null
                ? null
                : type.getMethod("remoteAddress", boolean.class).invoke(connection, true);
    }

    private static @Nullable Object cxfRequest(ContainerRequestContext request) throws ReflectiveOperationException {
        Object message = get(request, request.getClass(), "getMessage");
        Class<?> type = Class.forName(
                "org.apache.cxf.message.Message", false, request.getClass().getClassLoader());
        return type.getMethod("get", Object.class).invoke(message, "HTTP.REQUEST");
    }

    /** Calls a method of an interface that an object has; null if it has not. */
    private static @Nullable Object get(@Nullable Object target, String interfaceName, String method)
            throws ReflectiveOperationException {
        Class<?> type = target == null ? null : Runtimes.ancestor(target.getClass(), interfaceName);
        return type == null ? null : get(target, type, method);
    }

    private static @Nullable Object get(@Nullable Object target, Class<?> type, String method)
            throws ReflectiveOperationException {
        return type.getMethod(method).invoke(target);
    }
}
