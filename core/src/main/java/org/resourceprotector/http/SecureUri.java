package org.resourceprotector.http;

import java.net.URI;
import java.util.Locale;

/**
 * Which addresses are safe to talk to: {@code https}, and plain {@code http} to this very machine where that was allowed
 * by name. Names are not resolved: a loopback host is {@code localhost}, {@code [::1]} or an address that starts with 127.
 */
public final class SecureUri {

    private static final int IPV4_PARTS = 4;

    private SecureUri() {}

    /**
     * Checks an address.
     *
     * @param loopbackHttp whether plain http to a loopback host is good enough
     * @throws IllegalArgumentException if it is not safe, has no host, a user or a fragment
     */
    public static URI require(URI uri, boolean loopbackHttp) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an address needs a host, and must have no user and no fragment");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !isLoopbackHttp(uri, loopbackHttp)) {
            throw new IllegalArgumentException(
                    "an address must be https; plain http is for loopback hosts, and only by insecureLoopbackHttp()");
        }
        return uri;
    }

    private static boolean isLoopbackHttp(URI uri, boolean allowed) {
        return allowed && "http".equalsIgnoreCase(uri.getScheme()) && isLoopback(uri.getHost());
    }

    private static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost") || name.equals("[::1]") || (name.startsWith("127.") && isIpv4(name));
    }

    private static boolean isIpv4(String host) {
        String[] parts = host.split("\\.", -1);
        for (String part : parts) {
            boolean digits = part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || part.isEmpty() || part.length() > 3 || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == IPV4_PARTS;
    }
}
