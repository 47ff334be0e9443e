package org.resourceprotector.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer publishes about itself, found by its identifier alone: at the well-known address of RFC 8414, then at
 * the two of OpenID Connect. The first document that is a JSON object and names exactly this issuer counts; a document
 * that names another is not used, whatever else it says.
 *
 * <p>A server that cannot be reached at one address is not asked at the next. Does not check the addresses in the
 * document: whoever calls them does. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414, section 3</a>
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID Connect Discovery,
 *     section 4</a>
 */
public final class IssuerMetadata {

    private static final Map<String, String> ACCEPT_JSON = Map.of("Accept", "application/json");
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String FOREIGN = "the metadata names another issuer";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final String issuer;
    private final HttpFetch fetch;
    private final List<URI> locations;

    /**
     * Finds the metadata of an issuer; asks nobody yet.
     *
     * @param loopbackHttp whether plain http to a loopback host is good enough
     * @throws IllegalArgumentException if the issuer is not an https address without query and fragment
     */
    public IssuerMetadata(String issuer, HttpFetch fetch, boolean loopbackHttp) {
        URI address = SecureUri.require(URI.create(issuer), loopbackHttp);
        if (address.getRawQuery() != null) {
            throw new IllegalArgumentException("an issuer must have no query");
        }
        this.issuer = issuer;
        this.fetch = fetch;
        this.locations = locations(address);
    }

    private static List<URI> locations(URI issuer) {
        String server = issuer.getScheme() + "://" + issuer.getRawAuthority();
        String path = issuer.getRawPath();
        if (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return Stream.of(server + OAUTH + path, server + OPENID + path, server + path + OPENID)
                .distinct()
                .map(URI::create)
                .toList();
    }

    /**
     * Fetches the document.
     *
     * @return its members; fails with {@link FetchFailedException}
     */
    public CompletableFuture<Map<String, @Nullable Object>> fetch() {
        return from(0);
    }

    private CompletableFuture<Map<String, @Nullable Object>> from(int location) {
        return fetch.get(locations.get(location), ACCEPT_JSON)
                .thenApply(this::ownDocument)
                .exceptionallyCompose(e -> afterwards(location + 1, FetchFailedException.of(e)));
    }

    private CompletableFuture<Map<String, @Nullable Object>> afterwards(int location, FetchFailedException failure) {
        if (!failure.answered() || location == locations.size()) {
            return CompletableFuture.failedFuture(failure);
        }
        return from(location).exceptionally(e -> {
            FetchFailedException later = FetchFailedException.of(e);
            throw FOREIGN.equals(failure.getMessage()) ? failure : later;
        });
    }

    private Map<String, @Nullable Object> ownDocument(HttpReply answer) {
        Map<String, @Nullable Object> document = answer.okJson();
        if (!issuer.equals(document.get("issuer"))) {
            throw FetchFailedException.unusable(FOREIGN);
        }
        return document;
    }
}
