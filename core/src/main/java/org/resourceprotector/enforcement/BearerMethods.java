package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.QuarkusRequests;
import org.resourceprotector.runtime.RequestParameters;

/**
 * Where a bearer token may be besides the {@code Authorization} header: nowhere, unless the
 * application says so.
 *
 * <p>A form is read up to a bound, and left as it came. Immutable, thread-safe.
 *
 * @param form whether the body of a form may hold it, of a POST or PUT
 * @param query whether the query of a GET or HEAD may hold it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.2">RFC 6750, sections 2.2 and 2.3</a>
 */
public record BearerMethods(boolean form, boolean query) {

    /** In the header and nowhere else. */
    public static final BearerMethods HEADER = new BearerMethods(false, false);

    /** The parameter that holds the token. */
    private static final String PARAMETER = "access_token";

    /**
     * How many bytes of a form are looked at, so that the work for a stranger is bounded. A token
     * behind them is not found.
     */
    private static final int MAX_FORM = 64 * 1024;

    /** Some runtimes do not read a form of another method a second time. */
    private static final Set<String> WITH_FORM = Set.of(HttpMethod.POST, HttpMethod.PUT);

    /** The names of the encodings in which a runtime reads a form a second time as at first. */
    private static final Set<String> CHARSETS = Set.of("utf-8", "us-ascii");

    private static final RateLimitedLog LOG =
            new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());

    /** The names that the metadata of a resource has for them. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("header"));
        if (form) {
            names.add("body");
        }
        if (query) {
            names.add("query");
        }
        return names;
    }

    /**
     * The tokens that a request holds outside of its header, as they were sent: one for each
     * parameter, empty text if it has no value, or one that cannot be read.
     */
    List<String> elsewhere(ContainerRequestContext request) {
        List<String> found = new ArrayList<>(inQuery(request.getMethod(), request.getUriInfo()));
        if (form && isForm(request)) {
            found.addAll(inForm(request));
        }
        return found;
    }

    /** The same, of the query alone; none if the runtime cannot read it, as then no method can. */
    List<String> inQuery(String method, UriInfo uri) {
        if (!query || !(HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method))) {
            return List.of();
        }
        try {
            return RequestParameters.queryByName(uri, PARAMETER);
        } catch (RuntimeException unreadable) {
            return List.of();
        }
    }

    /** Whether the query of a request holds a token that counts. */
    boolean isInQuery(String method, UriInfo uri) {
        return !inQuery(method, uri).isEmpty();
    }

    private static boolean isForm(ContainerRequestContext request) {
        if (!WITH_FORM.contains(request.getMethod())) {
            return false;
        }
        MediaType type = mediaType(request);
        return type != null
                && type.getType().equalsIgnoreCase("application")
                && type.getSubtype().equalsIgnoreCase("x-www-form-urlencoded")
                && CHARSETS.contains(type.getParameters()
                        .getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8")
                        .toLowerCase(Locale.ROOT));
    }

    /**
     * The type of a body; null if there is none, or no type, or one that cannot be read, which is
     * not that of a form.
     */
    private static @Nullable MediaType mediaType(ContainerRequestContext request) {
        try {
            return request.hasEntity() ? request.getMediaType() : null;
        } catch (RuntimeException malformed) {
            return null;
        }
    }

    private static List<String> inForm(ContainerRequestContext request) {
        if (!QuarkusRequests.mayWait(request)) {
            LOG.warn(
                    "a form was not looked at for a token, because its method runs on the event loop;"
                            + " to accept tokens in forms there, write @Blocking on it",
                    null);
            return List.of();
        }
        try {
            InputStream body = Objects.requireNonNullElse(request.getEntityStream(), InputStream.nullInputStream());
            byte[] start = body.readNBytes(MAX_FORM + 1);
            request.setEntityStream(new SequenceInputStream(new ByteArrayInputStream(start), body));
            List<String> tokens = tokens(
                    new String(start, 0, Math.min(MAX_FORM, start.length), StandardCharsets.ISO_8859_1),
                    start.length > MAX_FORM);
            return tokens.isEmpty() || isAscii(start) ? tokens : List.of("");
        } catch (IOException brokenOff) {
            return List.of("");
        }
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** A token that may go on behind the bound cannot be read. */
    private static List<String> tokens(String form, boolean isCut) {
        List<String> tokens = new ArrayList<>();
        String[] pairs = form.split("&", -1);
        for (int i = 0; i < pairs.length; i++) {
            String pair = pairs[i];
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (PARAMETER.equals(decoded(name))) {
                boolean isRead = equals >= 0 && !(isCut && i == pairs.length - 1);
                tokens.add(isRead ? decoded(pair.substring(equals + 1)) : "");
            }
        }
        return tokens;
    }

    /** A text as it was before it was encoded; empty if it was not encoded by the rules. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
