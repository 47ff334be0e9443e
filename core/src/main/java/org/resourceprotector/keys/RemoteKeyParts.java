package org.resourceprotector.keys;

import java.util.Objects;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.IssuerMetadata;
import org.resourceprotector.http.SecureUri;

/** Puts a {@link RemoteKeySource} together from its settings. */
final class RemoteKeyParts {

    private RemoteKeyParts() {}

    /** What the log calls the source: without the query, in which there may be a secret. */
    static String name(RemoteKeySource.Builder settings) {
        if ((settings.issuer == null) == (settings.jwksUri == null)) {
            throw new IllegalArgumentException("a key source needs either an issuer or a jwksUri");
        }
        return settings.issuer != null
                ? settings.issuer
                : String.valueOf(settings.jwksUri).replaceFirst("\\?.*", "?...");
    }

    static RefreshingKeys keys(RemoteKeySource.Builder settings) {
        return new RefreshingKeys(
                fetch(settings),
                timing(settings),
                settings.clock,
                new KeyEvents(name(settings), settings.listeners, settings.clock));
    }

    private static KeyFetch fetch(RemoteKeySource.Builder settings) {
        HttpFetch fetch = new HttpFetch(
                settings.http.toClient(), settings.readTimeout, settings.maxResponseSize, settings.loopbackHttp);
        return new KeyFetch(fetch, new JwkSetReader(settings.maxKeys, true), location(settings, fetch));
    }

    private static KeyFetch.Location location(RemoteKeySource.Builder settings, HttpFetch fetch) {
        if (settings.jwksUri != null) {
            return new KeyFetch.Fixed(SecureUri.require(settings.jwksUri, settings.loopbackHttp));
        }
        String issuer = Objects.requireNonNull(settings.issuer);
        IssuerMetadata metadata = new IssuerMetadata(issuer, fetch, settings.loopbackHttp);
        return new KeyFetch.Discovered(metadata, settings.maxFresh.toMillis(), settings.clock);
    }

    private static KeyTiming timing(RemoteKeySource.Builder settings) {
        return new KeyTiming(
                settings.coolDown.toMillis(),
                settings.minFresh.toMillis(),
                settings.maxFresh.toMillis(),
                settings.staleFor.toMillis(),
                settings.readTimeout.toMillis());
    }
}
