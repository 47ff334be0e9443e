package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.EndpointAccess;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.ConditionalRequest;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.enforcement.AuthenticationResult.Anonymous;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.enforcement.AuthenticationResult.Possession;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Decides whether the caller may do what the endpoint does: applies its rule to the result of the
 * authentication, and tells listeners. Knows no response.
 *
 * <p>Immutable, thread-safe.
 */
public final class Authorizer {

    private final Authenticator authenticator;
    private final Listeners listeners;
    private final RuleSettings settings;
    private final PublishedResources resources;

    Authorizer(Authenticator authenticator, Listeners listeners, RuleSettings settings, PublishedResources resources) {
        this.authenticator = authenticator;
        this.listeners = listeners;
        this.settings = settings;
        this.resources = resources;
    }

    /** Validates the token of a request, and decides by the rule of an endpoint. */
    public Decision acquire(Endpoint endpoint, AcquiringRequest request) {
        return decide(endpoint, authenticator.authenticate(request), null, listeners);
    }

    /**
     * Decides by a rule about the token of a request that was validated already. A refused caller
     * is told all scopes that the operation needs, those of the endpoint that was called among
     * them: a client that asked for the others alone would come back with a token that is refused
     * before it gets here.
     *
     * @see <a href="https://modelcontextprotocol.io/specification/draft/basic/authorization">MCP,
     *     insufficient scope</a>
     */
    public Decision acquire(Endpoint endpoint, SecurityContext security) {
        AccessToken token = AccessToken.from(security).orElse(null);
        return decide(
                isInScope(endpoint.rule(), token) ? endpoint : withEnforced(endpoint, security),
                token == null
                        ? new Anonymous("no token was accepted for this request")
                        : new Authenticated(token, new Possession(authenticator.scheme(security), false, Map.of())),
                null,
                listeners);
    }

    /**
     * Whether a token has the scopes of a rule. A token that fails to say so is reported when the
     * rule is applied.
     */
    private boolean isInScope(Rule rule, @Nullable AccessToken token) {
        try {
            return rule.scopes().isEmpty()
                    || (token != null && rule.scopes().satisfiedBy(token.scopes(), settings.hierarchy()));
        } catch (Throwable e) {
            return false;
        }
    }

    /** The acquired rule with the scopes that the endpoint of the request demands already. */
    private static Endpoint withEnforced(Endpoint acquired, SecurityContext security) {
        Endpoint enforced = TokenSecurityContext.endpointOf(security);
        Declaration declaration = acquired.declaration();
        if (enforced == null || declaration == null) {
            return acquired;
        }
        try {
            return acquired.under(declaration.within(enforced.rule()));
        } catch (IllegalArgumentException e) {
            return acquired; // too many alternatives to name; what is acquired must hold all the same
        }
    }

    /**
     * The endpoints, with what is known of whether a call with the token would be let through. No
     * listener is told, and nothing is remembered of it but what the validators remember.
     */
    public List<EndpointAccess> accessWith(String token, List<Endpoint> endpoints) {
        AuthenticationResult caller = authenticator.withoutProof(token);
        return endpoints.stream().map(endpoint -> accessWith(caller, endpoint)).toList();
    }

    private EndpointAccess accessWith(AuthenticationResult caller, Endpoint endpoint) {
        Rule rule = endpoint.rule();
        if (rule.access() == Access.OPEN) {
            return new EndpointAccess(endpoint.row(), null, "");
        }
        Rejection refusal;
        String depends = "";
        if (caller instanceof Authenticated authenticated) {
            AccessToken token = authenticated.token();
            boolean isBound = token.confirmation() != null;
            Endpoint unconditional = endpoint.under(new Declaration(rule.withoutConditions(), endpoint.declaredAt()));
            refusal = rule.senderConstrained() && !isBound
                    ? SenderConstraints.unbound(rule, Possession.NONE)
                    : rejection(unconditional, token, null);
            depends = Stream.of(
                            isBound ? "a proof that the caller has the key that the token is bound to" : "",
                            rule.further().conditions().isEmpty() ? "" : "what the conditions say of the call")
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", and "));
        } else {
            refusal = ((Failed) caller).rejection();
        }
        if (refusal == null) {
            return new EndpointAccess(endpoint.row(), null, depends);
        }
        boolean isIgnored = rule.access() == Access.OPTIONAL_IGNORING_INVALID
                && refusal.reason().kind().isCallersFault();
        return isIgnored
                ? new EndpointAccess(endpoint.row(), null, "the token is ignored: " + refusal.detail())
                : new EndpointAccess(endpoint.row(), refusal, "");
    }

    /** Decides. A rule that has conditions fails if there is no request to ask them with. */
    Decision decide(
            Endpoint endpoint, AuthenticationResult caller, @Nullable ConditionalRequest request, Listeners told) {
        if (caller instanceof Authenticated authenticated) {
            Possession possession = authenticated.possession();
            Rejection unbound = SenderConstraints.unbound(endpoint.rule(), possession);
            Rejection rejection = unbound == null ? rejection(endpoint, authenticated.token(), request) : unbound;
            if (rejection != null) {
                return refusedOrIgnored(endpoint, new Failed(rejection, null, possession), authenticated.token(), told);
            }
            told.accepted(authenticated.token(), endpoint);
            return Decision.accepted(authenticated.token(), possession);
        }
        if (caller instanceof Failed failed) {
            return refusedOrIgnored(endpoint, failed, failed.token(), told);
        }
        if (endpoint.rule().access() == Access.PROTECTED) {
            Rejection missing = endpoint.rule().missing(((Anonymous) caller).detail(), settings.hierarchy());
            return refused(endpoint, new Failed(missing, null, Possession.NONE), null, told);
        }
        told.anonymous(endpoint);
        return Decision.ANONYMOUS;
    }

    /**
     * The rejection by the rule of an endpoint; null if the token satisfies it. A token of the
     * application's own class may fail to say what it has.
     */
    private @Nullable Rejection rejection(Endpoint endpoint, AccessToken token, @Nullable ConditionalRequest request) {
        try {
            return endpoint.rule().rejection(token, settings(endpoint, request), request);
        } catch (FilteredRequest.AmbiguousParameter e) {
            return Rejection.of(
                    Reason.NOT_PERMITTED,
                    "a parameter that a condition asks for came with several values, or cannot be read");
        } catch (Throwable e) {
            authenticator
                    .log()
                    .error(
                            "an access token failed to say what it carries, or a condition failed; the caller got a 500",
                            e);
            return Rejection.of(Reason.FAILED, "the access token or a condition failed");
        }
    }

    /**
     * The settings for a rule. If not all endpoints belong to one resource, they are those of the
     * endpoint's own, if its template and the path that was called agree.
     */
    private RuleSettings settings(Endpoint endpoint, @Nullable ConditionalRequest request) {
        if (resources.isOneForAll()) {
            return settings;
        }
        ResourceMetadata metadata = resources.certainlyOf(endpoint.path());
        if (metadata == null || (request != null && resources.of(request.path()) != metadata)) {
            return settings.ofOne(null);
        }
        return settings.ofOne(metadata.resource());
    }

    private Decision refusedOrIgnored(Endpoint endpoint, Failed failed, @Nullable AccessToken token, Listeners told) {
        if (endpoint.rule().access() == Access.OPTIONAL_IGNORING_INVALID
                && failed.rejection().reason().kind().isCallersFault()) {
            told.ignored(failed.rejection(), endpoint);
            return Decision.ignored(failed.possession());
        }
        return refused(endpoint, failed, token, told);
    }

    private static Decision refused(Endpoint endpoint, Failed failed, @Nullable AccessToken token, Listeners told) {
        told.refused(failed.rejection(), endpoint, token);
        return Decision.refused(failed.rejection(), failed.retryAfter(), failed.possession());
    }
}
