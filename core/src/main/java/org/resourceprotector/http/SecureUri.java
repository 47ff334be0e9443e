package org.resourceprotector.http;

import java.net.URI;

/** Which addresses are safe to talk to: {@code https}, and {@link PlainHttp plain http} where that was allowed by name. */
public final class SecureUri {

    private SecureUri() {}

    /**
     * Checks an address.
     *
     * @param loopbackHttp whether plain http to a loopback host is good enough
     * @throws IllegalArgumentException if it is not safe, has no host, a user or a fragment
     */
    public static URI require(URI uri, boolean loopbackHttp) {
        return require(uri, PlainHttp.loopback(loopbackHttp));
    }

    /**
     * Checks an address.
     *
     * @throws IllegalArgumentException if it is not safe, has no host, a user or a fragment
     */
    public static URI require(URI uri, PlainHttp plainHttp) {
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an address needs a host, and must have no user and no fragment");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !plainHttp.allows(uri)) {
            throw new IllegalArgumentException(
                    "an address must be https; plain http is for loopback hosts, and only by insecureLoopbackHttp()");
        }
        return uri;
    }
}
