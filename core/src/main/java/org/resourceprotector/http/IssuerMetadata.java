package org.resourceprotector.http;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.Quoted;

/**
 * What an issuer publishes about itself, found by its identifier alone: at the well-known address
 * of RFC 8414, then at the two of OpenID Connect. The first document counts that is a JSON object,
 * names exactly this issuer and has what is looked for; a document that names another issuer is not
 * used, whatever else it says.
 *
 * <p>A server that breaks the connection off or does not answer in time at one address is asked at
 * the next. One that cannot be connected to is not. Does not check the addresses in the document:
 * whoever calls them does. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414, section 3</a>
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig">OpenID
 *     Connect Discovery, section 4</a>
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
     * Asks nobody yet. Plain http is allowed to loopback hosts, or to nobody.
     *
     * @throws IllegalArgumentException if the issuer is not an https address without query and
     *     fragment
     */
    public IssuerMetadata(String issuer, HttpFetch fetch, boolean loopbackHttp) {
        this(issuer, fetch, PlainHttp.loopback(loopbackHttp));
    }

    /** The same with other rules for plain http. */
    public IssuerMetadata(String issuer, HttpFetch fetch, PlainHttp plainHttp) {
        URI address = SecureUri.require("issuer", URI.create(issuer), plainHttp);
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
     * Fetches one member of the document, which is a string, for example {@code jwks_uri}. Fails
     * with {@link FetchFailedException}.
     */
    public CompletableFuture<String> fetch(String member) {
        return from(0, member);
    }

    private CompletableFuture<String> from(int location, String member) {
        return fetch.get(locations.get(location), ACCEPT_JSON)
                .thenApply(answer -> ownMember(answer, member))
                .exceptionallyCompose(e -> afterwards(location + 1, member, FetchFailedException.of(e)));
    }

    /**
     * Of the failures, one counts that tells what is wrong in a document, or when to ask again; or
     * else the last; one for which there was no room only after an answer. That the address is not to be had is said by
     * all documents together: one that is missing now may have it.
     */
    private CompletableFuture<String> afterwards(int location, String member, FetchFailedException failure) {
        if (!failure.wasConnected() || location == locations.size()) {
            return CompletableFuture.failedFuture(failure);
        }
        return from(location, member).exceptionally(e -> {
            FetchFailedException later = FetchFailedException.of(e);
            boolean isOutage =
                    later.isPostponed() && !failure.answered(); // one that was not there says nothing of the next
            boolean tells = failure.isDenied() && !later.isPostponed();
            FetchFailedException counts = isOutage || tells || failure.retryAfter() != null ? failure : later;
            throw failure.isConclusive() && later.isConclusive() ? counts : counts.inDoubt();
        });
    }

    private String ownMember(HttpReply answer, String member) {
        Map<String, @Nullable Object> document = answer.okJson();
        Object named = document.get("issuer");
        if (!issuer.equals(named)) {
            throw answer.denied(FOREIGN + ": " + Quoted.of(named) + ", and not " + issuer);
        }
        if (!(document.get(member) instanceof String value)) {
            throw answer.denied("the metadata has no " + member);
        }
        return value;
    }
}
