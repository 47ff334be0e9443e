package org.resourceprotector.dpop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The URI that a proof is for, in the one spelling that all its equivalent spellings have: the normalizations by syntax and
 * scheme of RFC 3986, and no further. Query and fragment do not count.
 *
 * <p>Which URI that must be, behind a proxy too, is for {@link Dpop} to say.
 *
 * <p>Not read by {@code java.net.URI}, which refuses characters that clients leave as they are.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449, section 4.3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986, section 6.2.2</a>
 */
final class TargetUri {

    private static final int MAX_PORT_DIGITS = 5;

    private TargetUri() {}

    /** The spelling; null if it is not an absolute http or https URI in ASCII, with a host and without user info. */
    static @Nullable String normalized(String uri) {
        int schemeEnd = uri.indexOf("://");
        if (schemeEnd < 0 || !isVisibleAscii(uri)) {
            return null;
        }
        String scheme = uri.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : scheme.equals("http") ? 80 : 0;
        int start = schemeEnd + 3;
        int end = start;
        while (end < uri.length() && "/?#".indexOf(uri.charAt(end)) < 0) {
            end++;
        }
        int pathEnd = end;
        while (pathEnd < uri.length() && "?#".indexOf(uri.charAt(pathEnd)) < 0) {
            pathEnd++;
        }
        String authority = defaultPort == 0 ? null : authority(uri.substring(start, end), defaultPort);
        String path = percentDecoded(uri.substring(end, pathEnd));
        return authority == null || path == null ? null : scheme + "://" + authority + withoutDots(path);
    }

    private static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Host in lower case, and the port if it is not the default one. */
    private static @Nullable String authority(String text, int defaultPort) {
        int hostEnd = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (hostEnd < 0) {
            hostEnd = text.length();
        }
        String host = text.substring(0, hostEnd).toLowerCase(Locale.ROOT);
        String rest = text.substring(hostEnd);
        if (host.isEmpty() || host.indexOf('@') >= 0 || host.indexOf('%') >= 0 || host.indexOf('\\') >= 0) {
            return null;
        }
        if (rest.isEmpty() || rest.equals(":")) {
            return host;
        }
        int port = rest.charAt(0) == ':' ? port(rest.substring(1)) : -1;
        return port < 0 ? null : port == defaultPort ? host : host + ":" + port;
    }

    private static int port(String digits) {
        boolean isNumber = digits.length() <= MAX_PORT_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(digits) : -1;
    }

    /** Decodes what needs no encoding, and writes the rest in capitals; null if an encoding is broken. */
    private static @Nullable String percentDecoded(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        StringBuilder decoded = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                decoded.append(c);
                continue;
            }
            int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(path.charAt(i + 2), 16);
            if (low < 0) {
                return null;
            }
            char octet = (char) (high * 16 + low);
            if (isUnreserved(octet)) {
                decoded.append(octet);
            } else {
                decoded.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
            }
            i += 2;
        }
        return decoded.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    /** Removes the dot segments of a path that starts with a slash. */
    private static String withoutDots(String path) {
        if (path.isEmpty()) {
            return "/";
        }
        if (!path.contains("/.")) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean isDot = segments[i].equals(".");
            boolean isUp = segments[i].equals("..");
            if (isUp && !kept.isEmpty()) {
                kept.remove(kept.size() - 1);
            }
            if (!isDot && !isUp) {
                kept.add(segments[i]);
            } else if (i == segments.length - 1) {
                kept.add("");
            }
        }
        return "/" + String.join("/", kept);
    }
}
