package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The URI that a request was made to, if runtimes tell another one, or none. Stateless.
 *
 * <p>Quarkus REST leaves out matrix parameters, and one of two slashes; CXF leaves out slashes at
 * the beginning. CXF and Quarkus REST fail if the query has a character that no URI has, which
 * other runtimes encode or refuse. Jersey, RESTEasy and CXF remove suffixes that are mapped to media types and languages.
 */
public final class RequestUris {

    private RequestUris() {}

    /**
     * The absolute URI of a request; without its query if that is not one of a URI. Throws whatever
     * the runtime throws if the path is not one either.
     */
    public static URI of(ContainerRequestContext request) {
        return sent(secure(believed(request.getUriInfo()), request.getClass()), QuarkusRequests.sentUri(request));
    }

    /**
     * The same with suffixes of the path that the runtime took for a media type or a language, and removed.
     *
     * @param suffixed the path that {@link #suffixed} told before any filter; null if it told none
     */
    public static URI of(ContainerRequestContext request, @Nullable String suffixed) {
        URI told = of(request);
        String sent = suffixed == null ? Connections.sentPathOfCxf(request) : suffixed;
        return sent != null && isWithoutSuffixes(told.getRawPath(), sent) ? at(told, sent, told.getRawQuery()) : told;
    }

    /**
     * The path of a request to a runtime that may remove suffixes of it, before any filter; null if it has none. CXF has removed
     * them by then, and tells later.
     */
    public static @Nullable String suffixed(ContainerRequestContext request) {
        String name = request.getClass().getName();
        if (!name.startsWith("org.glassfish.jersey.") && !isOfResteasy(request.getClass())) {
            return null;
        }
        try {
            String path = told(request.getUriInfo()).getRawPath();
            return path != null && path.indexOf('.', path.lastIndexOf('/') + 1) >= 0 ? path : null;
        } catch (RuntimeException pathIsNone) {
            return null;
        }
    }

    /** Whether one path is the other one without some of what its last segment has after dots. */
    static boolean isWithoutSuffixes(@Nullable String path, String suffixed) {
        int segment = suffixed.lastIndexOf('/') + 1;
        int dot = suffixed.indexOf('.', segment);
        if (path == null || dot < 0 || !path.startsWith(suffixed.substring(0, dot)) || path.equals(suffixed)) {
            return false;
        }
        Iterator<String> suffixes =
                List.of(suffixed.substring(segment).split("\\.", -1)).iterator();
        for (String part : path.substring(segment).split("\\.", -1)) {
            do {
                if (!suffixes.hasNext()) {
                    return false;
                }
            } while (!suffixes.next().equals(part));
        }
        return true;
    }

    /** The same of what was injected, on the thread of the request, which any class may stand in front of. */
    public static URI of(UriInfo uri) {
        Class<?> runtime = RuntimeDelegate.getInstance().getClass();
        return sent(secure(believed(uri), runtime), QuarkusRequests.sentUri(runtime));
    }

    /** The same, if somebody knows what was sent, as text. */
    static URI sent(URI told, @Nullable String sent) {
        return sent == null ? told : withPath(told, path(sent), query(sent));
    }

    /** Whether a class is RESTEasy's own. */
    public static boolean isOfResteasy(Class<?> type) {
        return type.getName().startsWith("org.jboss.resteasy.core.");
    }

    /**
     * In a servlet RESTEasy believes what a request line in absolute form says of the scheme, which
     * is the caller's word. That of the connection counts.
     */
    private static URI secure(URI told, Class<?> runtime) {
        if (!"https".equals(told.getScheme()) || !isOfResteasy(runtime)) {
            return told;
        }
        ClassLoader loader = runtime.getClassLoader();
        try {
            Class<?> servlet = Class.forName("jakarta.servlet.http.HttpServletRequest", false, loader);
            Object sent = Runtimes.contextData(loader, servlet);
            boolean isClaimed = sent != null
                    && "http".equals(servlet.getMethod("getScheme").invoke(sent))
                    && String.valueOf(servlet.getMethod("getRequestURL").invoke(sent))
                            .startsWith("https:");
            return isClaimed ? URI.create("http" + told.toString().substring("https".length())) : told;
        } catch (ReflectiveOperationException | LinkageError noServlet) {
            return told;
        }
    }

    /** The same, as the runtime believes it to be. */
    private static URI believed(UriInfo uri) {
        String sent = RequestParameters.sentPath(uri);
        return sent == null || !sent.startsWith("//") ? told(uri) : withPath(told(uri), sent, null);
    }

    /** The path below the base URI, as it was sent; Quarkus REST does not tell it, so that it is made of two others. */
    public static String pathBelowBase(UriInfo uri) {
        try {
            return uri.getPath(false);
        } catch (IllegalArgumentException onlyDecoded) {
            String path = uri.getAbsolutePath().getRawPath();
            String base = uri.getBaseUri().getRawPath();
            return path.startsWith(base) ? path.substring(base.length()) : path;
        }
    }

    private static URI told(UriInfo uri) {
        try {
            return uri.getRequestUri();
        } catch (RuntimeException queryIsNone) {
            return uri.getAbsolutePath();
        }
    }

    /** A URI with the path that was sent, if the runtime simplified it and no filter changed it. */
    static URI withPath(URI told, @Nullable String path, @Nullable String query) {
        if (path == null || path.equals(told.getRawPath()) || !isSimplified(told, path)) {
            return told;
        }
        return at(told, path, told.getRawQuery() == null ? query : told.getRawQuery());
    }

    private static URI at(URI told, String path, @Nullable String query) {
        String start = told.getScheme() + "://" + told.getRawAuthority() + path;
        try {
            return URI.create(query == null ? start : start + "?" + query);
        } catch (IllegalArgumentException queryIsNone) {
            return URI.create(start);
        }
    }

    /** Whether a runtime may have made its path of another one, which it may have decoded. */
    private static boolean isSimplified(URI told, String path) {
        String simplified = simplified(path);
        try {
            return simplified.equals(told.getRawPath())
                    || simplified.equals(told.getPath())
                    || URI.create(simplified).getPath().equals(told.getPath());
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /** The path of an absolute URI, as it is; null if it has none. */
    private static @Nullable String path(String uri) {
        int authority = uri.indexOf("://");
        int start = authority < 0 ? -1 : uri.indexOf('/', authority + "://".length());
        int query = uri.indexOf('?');
        return start < 0 || (query >= 0 && query < start)
                ? null
                : uri.substring(start, query < 0 ? uri.length() : query);
    }

    private static @Nullable String query(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? null : uri.substring(query + 1);
    }

    /** A path without matrix parameters and with one slash for several. */
    private static String simplified(String path) {
        StringBuilder simple = new StringBuilder(path.length());
        boolean isMatrix = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            isMatrix = c == ';' || (isMatrix && c != '/');
            if (!isMatrix && !(c == '/' && endsWithSlash(simple))) {
                simple.append(c);
            }
        }
        return simple.toString();
    }

    private static boolean endsWithSlash(StringBuilder text) {
        return !text.isEmpty() && text.charAt(text.length() - 1) == '/';
    }
}
