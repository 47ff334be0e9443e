package org.resourceprotector.http;

import java.net.URI;

/**
 * Which addresses are safe to send to: {@code https}, and {@link PlainHttp plain http} if that was
 * allowed by name.
 */
public final class SecureUri {

    private SecureUri() {}

    /** Requires a safe address, with plain http to loopback hosts or to nobody. */
    public static URI require(URI uri, boolean loopbackHttp) {
        return require(uri, PlainHttp.loopback(loopbackHttp));
    }

    /**
     * Returns the address, or throws an {@code IllegalArgumentException} if it is not safe, has no
     * host, or has a user or a fragment.
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
