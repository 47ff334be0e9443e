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
     * that they name; null if the runtime does not tell. Called on the thread of the request.
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
            Object sent = get(request, request.getClass(), "getHttpRequest");
            return get(sent, "org.jboss.resteasy.spi.HttpRequest", "getRemoteAddress");
        }
        return name.startsWith("org.apache.cxf.")
                ? get(cxfRequest(request), "jakarta.servlet.ServletRequest", "getRemoteAddr")
                : null;
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
        for (String name :
                new String[] {"jakarta.servlet.http.HttpServletRequest", "org.glassfish.grizzly.http.server.Request"}) {
            Class<?> ofContainer = find(name, jersey);
            Object request = ofContainer == null ? null : jersey.instance(ofContainer);
            if (request != null && ofContainer != null) {
                return ofContainer.getMethod("getRemoteAddr").invoke(request);
            }
        }
        return null;
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
