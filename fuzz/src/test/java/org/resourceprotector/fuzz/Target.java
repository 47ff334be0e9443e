package org.resourceprotector.fuzz;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** The target that a proof names, as {@code java.net.URI} and the algorithm that RFC 3986, section 5.2.4 writes down see it. */
record Target(String scheme, String host, int port, String path) {

    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);

    /** What no URI may have, and clients leave as it is. */
    private static final Pattern UNESCAPED = Pattern.compile("[^A-Za-z0-9\\-._~:/?#@!$&'()*+,;=%]");

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    static Target of(String htu) {
        String address = QUERY_OR_FRAGMENT.matcher(htu).replaceFirst("");
        URI uri = URI.create(UNESCAPED
                .matcher(address)
                .replaceAll(c -> "%%%02X".formatted((int) c.group().charAt(0))));
        return new Target(
                uri.getScheme().toLowerCase(Locale.ROOT),
                uri.getHost().toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? 443 : uri.getPort(),
                withoutDotSegments(unreservedDecoded(uri.getRawPath())));
    }

    private static String unreservedDecoded(String path) {
        return ENCODED.matcher(path).replaceAll(c -> {
            String decoded = String.valueOf((char) Integer.parseInt(c.group(1), 16));
            return decoded.matches("[A-Za-z0-9\\-._~]") ? decoded : c.group();
        });
    }

    private static String withoutDotSegments(String path) {
        String input = path;
        String output = "";
        while (!input.isEmpty()) {
            if (input.startsWith("/./") || input.equals("/.")) {
                input = "/" + input.substring(Math.min(3, input.length()));
            } else if (input.startsWith("/../") || input.equals("/..")) {
                input = "/" + input.substring(Math.min(4, input.length()));
                output = output.substring(0, Math.max(0, output.lastIndexOf('/')));
            } else {
                int next = input.indexOf('/', 1);
                int end = next < 0 ? input.length() : next;
                output += input.substring(0, end);
                input = input.substring(end);
            }
        }
        return output;
    }
}
