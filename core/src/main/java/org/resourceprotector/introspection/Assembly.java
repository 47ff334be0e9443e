package org.resourceprotector.introspection;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.IssuerMetadata;
import org.resourceprotector.http.SecureUri;

/** Puts a validator together from what its builder was told, or says what is missing. Used once. */
final class Assembly {

    private static final Duration REFUSALS = Duration.ofSeconds(5);
    private static final List<String> CLIENT_ID = List.of("client_id");
    private static final List<ClaimPath> SCOPE = List.of(ClaimPath.of("scope"));
    private static final List<ClaimPath> GROUPS = List.of(ClaimPath.of("groups"));
    private static final List<ClaimPath> ROLES = List.of(ClaimPath.of("roles"));

    private final IntrospectionValidator.Builder told;
    private final ClientAuthentication client;
    private final AnswerRules rules;
    private final AnswerFormat format;

    Assembly(IntrospectionValidator.Builder told) {
        this.told = told;
        if (told.endpoint == null && told.issuer == null) {
            throw new IllegalStateException("no endpoint and no issuer: nobody to ask");
        }
        if (told.client == null) {
            throw new IllegalStateException("no client: the server must know who is asking; if it need not, say so by"
                    + " ClientAuthentication.insecureNoAuthentication()");
        }
        if (told.audience.isEmpty() != told.anyAudience) {
            throw new IllegalStateException("either audience or acceptAnyAudience: without an audience tokens for other"
                    + " resource servers would do");
        }
        if (!told.staleFor.isZero() && told.cacheFor.isZero()) {
            throw new IllegalStateException(
                    "acceptStaleFor without cacheFor: nothing is remembered that could be stale");
        }
        this.client = told.client;
        this.rules = rules();
        this.format = format();
    }

    private AnswerRules rules() {
        return new AnswerRules(
                told.issuer,
                told.anyAudience ? null : told.audience,
                new TokenClaims.Places(
                        CLIENT_ID, SCOPE, told.roles.isEmpty() ? ROLES : List.copyOf(told.roles), GROUPS),
                told.clockSkew);
    }

    private AnswerFormat format() {
        if (told.verifier == null) {
            return AnswerFormat.Plain.JSON;
        }
        Set<String> recipients = new HashSet<>(told.recipients);
        recipients.addAll(told.audience);
        if (client.clientId() != null) {
            recipients.add(client.clientId());
        }
        if (told.issuer == null || recipients.isEmpty()) {
            throw new IllegalStateException("signedAnswers needs the issuer that signs, and a name that it has for us");
        }
        return new SignedAnswer(told.verifier, told.issuer, Set.copyOf(recipients), told.clock, told.clockSkew);
    }

    Introspection introspection() {
        HttpFetch fetch = told.fetch(client.sslContext());
        AuthorizationServer.Asking asking = new AuthorizationServer.Asking(
                client, told.issuer, new LinkedHashMap<>(told.parameters), format.mediaType(), told.clock);
        Gate.Doubts doubts = new Gate.Doubts(
                new FailFast(told.failFastAfter, told.failFastFor, told.clock),
                new Pace(new Pace.Limits(told.slowAfter, few(), told.timeout), told.clock));
        return new Introspection(
                new AuthorizationServer(fetch, endpoint(fetch), asking),
                new Introspection.AnswerReader(format, rules, told.clock),
                new Introspection.Traffic(
                        new SingleFlight(told.maxWaiting),
                        new Gate(name(), told.maxCalls, doubts, told.clock),
                        known()),
                told.maxTokenLength);
    }

    private Pace.Few few() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Objects.requireNonNullElseGet(told.maxWhenSlow, () -> new Pace.Few(processors, told.maxCalls / 2));
    }

    private Endpoint endpoint(HttpFetch fetch) {
        if (told.endpoint != null) {
            return new Endpoint.Fixed(SecureUri.require(told.endpoint, told.loopbackHttp));
        }
        String issuer = Objects.requireNonNull(told.issuer);
        return new Endpoint.Discovered(new IssuerMetadata(issuer, fetch, told.loopbackHttp), told.clock);
    }

    private @Nullable KnownAnswers known() {
        Duration refusals = refusals();
        if (told.cacheFor.isZero() && refusals.isZero()) {
            return null;
        }
        return new KnownAnswers(told.cacheSize, new KnownAnswers.Lifetimes(told.cacheFor, refusals, told.staleFor));
    }

    private Duration refusals() {
        if (told.cacheRefusalsFor != null) {
            return told.cacheRefusalsFor;
        }
        return told.cacheFor.compareTo(REFUSALS) < 0 ? told.cacheFor : REFUSALS;
    }

    private String name() {
        URI uri = told.endpoint;
        return uri == null ? String.valueOf(told.issuer) : uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    }

    String policy() {
        return "IntrospectionValidator[server=" + name()
                + ", issuer=" + (told.issuer == null ? "any" : told.issuer)
                + ", client=" + client
                + ", audience=" + (told.anyAudience ? "any" : new TreeSet<>(told.audience))
                + ", answers=" + (told.verifier == null ? "plain" : "signed")
                + ", roles=" + rules.places().roles()
                + ", clockSkew=" + told.clockSkew
                + ", cacheFor=" + told.cacheFor + " (" + told.cacheSize + ", refusals " + refusals() + ", stale "
                + told.staleFor + ")"
                + ", timeout=" + told.timeout
                + ", maxCalls=" + told.maxCalls
                + ", maxWaiting=" + told.maxWaiting
                + ", whenSlow=" + few() + " after " + told.slowAfter
                + ", failFast=" + told.failFastAfter + " for " + told.failFastFor
                + ", maxTokenLength=" + told.maxTokenLength + "]";
    }
}
