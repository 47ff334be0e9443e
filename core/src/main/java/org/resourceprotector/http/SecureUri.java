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
        return require("an address", uri, plainHttp);
    }

    /** The same of a setting, whose name begins the message. */
    public static URI require(String setting, URI uri, PlainHttp plainHttp) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(setting
                    + " must begin with https:// and a host without underscores, for example https://as.example.com");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(setting + " must have no user and no fragment");
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !plainHttp.allows(uri)) {
            throw new IllegalArgumentException(
                    setting
                            + " must begin with https://; plain http is for loopback hosts, and only by insecureLoopbackHttp()");
        }
        return uri;
    }
}
