package org.resourceprotector.http;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts to which plain {@code http} is allowed. Names are not resolved: a loopback host is
 * {@code localhost}, {@code [::1]} or an address that starts with 127, and any other host is one of
 * those that were named, ignoring case.
 *
 * <p>Immutable, thread-safe.
 *
 * @param loopback whether loopback hosts are among them
 * @param hosts as an address has them, without a port
 */
public record PlainHttp(boolean loopback, Set<String> hosts) {

    private static final int IPV4_PARTS = 4;

    /** Loopback hosts, or none. */
    public static PlainHttp loopback(boolean allowed) {
        return new PlainHttp(allowed, Set.of());
    }

    /** An {@code IllegalArgumentException} if one is not a host, or has a port or a path. */
    public PlainHttp {
        hosts = hosts.stream().map(PlainHttp::host).collect(Collectors.toUnmodifiableSet());
    }

    private static String host(String name) {
        URI address = URI.create("http://" + name + "/");
        if (!name.equals(address.getHost())) {
            throw new IllegalArgumentException("not a host: a name or an address, without port and path");
        }
        return name.toLowerCase(Locale.ROOT);
    }

    boolean allows(URI uri) {
        if (!"http".equalsIgnoreCase(uri.getScheme())) {
            return false;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return hosts.contains(host) || (loopback && isLoopback(host));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || (host.startsWith("127.") && isIpv4(host));
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
