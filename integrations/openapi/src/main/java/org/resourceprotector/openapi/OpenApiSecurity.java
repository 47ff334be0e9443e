package org.resourceprotector.openapi;

import jakarta.ws.rs.core.Application;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.openapi.SchemeDescription.AuthorizationServer;
import org.resourceprotector.scope.ScopeRule;

/**
 * What an OpenAPI document says of the protection of an application: for each operation the rule of its endpoint, as the
 * access report of the protector has it, the security schemes that tokens come under, and the answers to calls that are
 * refused. {@link SwaggerDocument}, {@link SwaggerSecurity} and {@link MicroProfileSecurity} write it into a document.
 *
 * <pre>{@code
 * OpenApiSecurity security = OpenApiSecurity.builder(protector)
 *         .authorizationCode("https://login.example.com/authorize", "https://login.example.com/token")
 *         .scope("orders:read", "See orders")
 *         .build();
 * }</pre>
 *
 * <p>An operation and an endpoint are the same if they have the same HTTP method and the same path, regular expressions
 * aside. An operation that no endpoint of the report is, is logged and documented as one that needs a token. What a method
 * asks for by itself, by {@code acquire}, is not known here: say it by {@link Builder#acquires}, or by an annotation of
 * OpenAPI on the method, which is kept if nothing is declared for the endpoint.
 *
 * <p>Immutable, thread-safe.
 */
public final class OpenApiSecurity {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private static final String BEARER = "Bearer";
    private static final int MAX_LOGGED = 20;

    private static final String ACQUIRED = "acquire";

    /** Asks for any token that the protector takes. */
    private static final ProtectedEndpoint ANY_TOKEN = acquired("", "", ScopeRule.of());

    private final ResourceProtector protector;
    private final @Nullable Application application;
    private final Class<?>[] scanned;
    private final @Nullable String applicationPath;
    private final String schemeName;
    private final @Nullable AuthorizationServer server;
    private final Map<String, String> scopes;
    private final Map<DocumentedOperation, ProtectedEndpoint> acquired;

    private OpenApiSecurity(Builder builder, @Nullable AuthorizationServer server) {
        this.protector = builder.protector;
        this.application = builder.application;
        this.scanned = builder.scanned;
        this.applicationPath = builder.applicationPath;
        this.schemeName = builder.schemeName;
        this.server = server;
        this.scopes = new TreeMap<>(builder.scopes);
        this.acquired = Map.copyOf(builder.acquired);
    }

    /**
     * The protection of an application whose tokens come from anywhere.
     *
     * @param protector the protector of the application
     * @return what documents say
     */
    public static OpenApiSecurity of(ResourceProtector protector) {
        return builder(protector).build();
    }

    /**
     * Starts with settings of its own.
     *
     * @param protector the protector of the application
     * @return a builder
     */
    public static Builder builder(ResourceProtector protector) {
        return new Builder(Objects.requireNonNull(protector, "protector"));
    }

    /** How many endpoints are known, so that a document is written anew when there are more. Costs no reading. */
    int endpoints() {
        return application == null ? protector.endpoints().size() : 0;
    }

    /**
     * Describes the operations of a document. What has no rule in the report is logged.
     *
     * @param documented the operations
     * @param allSchemesTakeScopes whether the version of OpenAPI lets a requirement name scopes with every kind of scheme
     * @param scopedByApplication names of schemes that the document defines itself, of a kind that has scopes
     */
    DocumentSecurity describe(
            Collection<DocumentedOperation> documented, boolean allSchemesTakeScopes, Set<String> scopedByApplication) {
        List<ProtectedEndpoint> report = report();
        KnownRules known = new KnownRules(report, documented, applicationPath);
        List<SchemeDescription> schemes = schemes(report);
        Predicate<String> takesScopes = name -> allSchemesTakeScopes
                || scopedByApplication.contains(name)
                || schemes.stream().anyMatch(scheme -> scheme.name().equals(name) && scheme.hasScopes());
        Map<DocumentedOperation, OperationSecurity> operations = new LinkedHashMap<>();
        List<DocumentedOperation> unknown = new ArrayList<>();
        for (DocumentedOperation operation : documented) {
            OperationSecurity security = security(known.of(operation), takesScopes);
            if (security == null) {
                unknown.add(operation);
            }
            operations.put(operation, security == null ? OperationSecurity.unknown(names(ANY_TOKEN)) : security);
        }
        tell(unknown, known.isAmbiguous());
        tellOfIdle(report);
        return new DocumentSecurity(schemes, operations);
    }

    private @Nullable OperationSecurity security(List<ProtectedEndpoint> rules, Predicate<String> takesScopes) {
        try {
            return rules.isEmpty() ? null : OperationSecurity.of(rules, this::names, takesScopes);
        } catch (IllegalArgumentException tooManyAlternatives) {
            return null;
        }
    }

    private static void tell(List<DocumentedOperation> unknown, boolean isAmbiguous) {
        if (unknown.isEmpty()) {
            return;
        }
        String names = String.join(
                ", ",
                unknown.stream()
                        .limit(MAX_LOGGED)
                        .map(DocumentedOperation::toString)
                        .toList());
        LOGGER.log(
                Level.ERROR,
                "the OpenAPI document has " + unknown.size() + " operations of which the access report knows no rule: "
                        + names + (unknown.size() > MAX_LOGGED ? ", …" : "")
                        + "; they are documented as if they needed a token. "
                        + (isAmbiguous
                                ? "More than one path may be that of the application: give it to"
                                        + " OpenApiSecurity as applicationPath(…)"
                                : "If the document is made before the application is deployed, give it to"
                                        + " OpenApiSecurity as application(…)"));
    }

    /** The report; empty if it cannot be made, so that a document is written all the same, and closed. */
    private List<ProtectedEndpoint> report() {
        try {
            List<ProtectedEndpoint> report =
                    application == null ? protector.endpoints() : protector.endpoints(application, scanned);
            return report.stream().map(this::withAcquired).toList();
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "the rules for the OpenAPI document cannot be read", e);
            return List.of();
        }
    }

    /** The row of an endpoint for which nothing is declared, with what its method asks for. */
    private ProtectedEndpoint withAcquired(ProtectedEndpoint row) {
        boolean isUndeclared = row.access() == Access.OPEN && row.declaredAt().isEmpty();
        return isUndeclared ? acquired.getOrDefault(DocumentedOperation.of(row.method(), row.path()), row) : row;
    }

    private static ProtectedEndpoint acquired(String method, String path, ScopeRule scopes) {
        return new ProtectedEndpoint(
                method,
                path,
                Access.PROTECTED,
                scopes,
                null,
                List.of(),
                ScopeRule.of(),
                List.of(),
                ScopeRule.of(),
                ScopeRule.of(),
                ScopeRule.of(),
                false,
                ACQUIRED);
    }

    /** Tells of what has no effect, because the endpoint has a rule of its own or is not there. */
    private void tellOfIdle(List<ProtectedEndpoint> report) {
        Set<DocumentedOperation> idle = new LinkedHashSet<>(acquired.keySet());
        report.stream()
                .filter(row -> row.declaredAt().equals(ACQUIRED))
                .forEach(row -> idle.remove(DocumentedOperation.of(row.method(), row.path())));
        if (!idle.isEmpty()) {
            LOGGER.log(
                    Level.ERROR,
                    "OpenApiSecurity: acquires(…) names what is no endpoint without a declaration: " + idle);
        }
    }

    private List<String> names(ProtectedEndpoint endpoint) {
        return protector.schemes(endpoint).stream().map(this::name).toList();
    }

    private String name(String scheme) {
        return scheme.equals(BEARER)
                ? schemeName
                : scheme.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_") + "Auth";
    }

    /** The schemes of all endpoints, each once. */
    private List<SchemeDescription> schemes(List<ProtectedEndpoint> report) {
        Set<String> offered = new LinkedHashSet<>(protector.schemes(ANY_TOKEN));
        report.forEach(row -> offered.addAll(protector.schemes(row)));
        Map<String, String> described = new TreeMap<>(scopes);
        report.forEach(row -> row.scopes().scopes().forEach(scope -> described.putIfAbsent(scope, "")));
        return offered.stream()
                .map(scheme -> scheme.equals(BEARER)
                        ? new SchemeDescription(schemeName, BEARER, null, server, described)
                        : new SchemeDescription(name(scheme), scheme, description(scheme), null, Map.of()))
                .toList();
    }

    private static @Nullable String description(String scheme) {
        return scheme.equals("DPoP")
                ? "A token that is bound to a key of the caller, sent with a proof in the header `DPoP` (RFC 9449)."
                : null;
    }

    /**
     * Shows nothing of the application.
     *
     * @return the name of the class
     */
    @Override
    public String toString() {
        return "OpenApiSecurity";
    }

    /** Collects the settings; {@link #build()} copies them. Not thread-safe. */
    public static final class Builder {

        private final ResourceProtector protector;
        private final Map<String, String> scopes = new TreeMap<>();
        private final Map<DocumentedOperation, ProtectedEndpoint> acquired = new LinkedHashMap<>();
        private @Nullable Application application;
        private Class<?>[] scanned = {};
        private @Nullable String applicationPath;
        private @Nullable String openIdConnectUrl;
        private @Nullable String authorizationUrl;
        private @Nullable String tokenUrl;
        private @Nullable String clientCredentialsUrl;
        private String schemeName = "bearerAuth";

        private Builder(ResourceProtector protector) {
            this.protector = protector;
        }

        /**
         * Takes the rules from the annotations of an application, and not from the report of the protector, which knows them
         * only when the application is deployed. For documents that are made before that.
         *
         * @param described an application of the same class as the one that will be deployed; {@code new Application()} if
         *     there is none
         * @param resources the resource classes that the application does not name, because a runtime scans for them
         * @return this
         * @see ResourceProtector#endpoints(Application, Class...)
         */
        public Builder application(Application described, Class<?>... resources) {
            this.application = Objects.requireNonNull(described, "described");
            this.scanned = resources.clone();
            return this;
        }

        /**
         * Says what the paths of the document have in front of those that annotations on resources state, such as the value
         * of {@code ApplicationPath}. By default it is found by comparing them, which can be ambiguous.
         *
         * @param path the path; empty for nothing
         * @return this
         */
        public Builder applicationPath(String path) {
            this.applicationPath = Objects.requireNonNull(path, "path");
            return this;
        }

        /**
         * Sets the name of the security scheme for bearer tokens; {@code bearerAuth} by default. A scheme of this name that
         * the document defines itself is kept as it is.
         *
         * @param name letters, digits, dots, hyphens and underscores
         * @return this
         * @throws IllegalArgumentException if it holds anything else
         */
        public Builder schemeName(String name) {
            if (!name.matches("[a-zA-Z0-9._-]+")) {
                throw new IllegalArgumentException(
                        "the name of a security scheme is made of letters, digits, dots, hyphens and underscores");
            }
            this.schemeName = name;
            return this;
        }

        /**
         * Says where people get tokens: the scheme for bearer tokens becomes one of type {@code oauth2} with the authorization
         * code flow, so that a reader of the document can log in.
         *
         * @param authorizationEndpoint an absolute URI
         * @param tokenEndpoint an absolute URI
         * @return this
         * @throws IllegalArgumentException if one is no absolute URI
         */
        public Builder authorizationCode(String authorizationEndpoint, String tokenEndpoint) {
            this.authorizationUrl = absolute(authorizationEndpoint);
            this.tokenUrl = absolute(tokenEndpoint);
            return this;
        }

        /**
         * Says where programs get tokens: the scheme for bearer tokens becomes one of type {@code oauth2} with the client
         * credentials flow.
         *
         * @param tokenEndpoint an absolute URI
         * @return this
         * @throws IllegalArgumentException if it is no absolute URI
         */
        public Builder clientCredentials(String tokenEndpoint) {
            this.clientCredentialsUrl = absolute(tokenEndpoint);
            return this;
        }

        /**
         * Says where the metadata of the authorization server is: the scheme for bearer tokens becomes one of type
         * {@code openIdConnect}.
         *
         * @param metadata an absolute URI, such as {@code https://login.example.com/.well-known/openid-configuration}
         * @return this
         * @throws IllegalArgumentException if it is no absolute URI
         */
        public Builder openIdConnect(String metadata) {
            this.openIdConnectUrl = absolute(metadata);
            return this;
        }

        /**
         * Says what a scope is good for. Scopes that annotations name are listed without this, too, with no description.
         *
         * @param scope the scope
         * @param description in a few words
         * @return this
         */
        public Builder scope(String scope, String description) {
            scopes.put(Objects.requireNonNull(scope, "scope"), Objects.requireNonNull(description, "description"));
            return this;
        }

        /**
         * Says which scopes the method of an endpoint asks for by {@code acquire}. For endpoints for which nothing is declared;
         * at any other it has no effect, and is logged.
         *
         * @param method the HTTP method
         * @param path the path below the application, as the access report has it or without regular expressions
         * @param needed the scope rule, in the grammar of {@link org.resourceprotector.Protected#value()}
         * @return this
         * @throws IllegalArgumentException if the scopes are no rule
         */
        public Builder acquires(String method, String path, String... needed) {
            acquired.put(
                    DocumentedOperation.of(method, path), OpenApiSecurity.acquired(method, path, ScopeRule.of(needed)));
            return this;
        }

        private static String absolute(String address) {
            URI uri = URI.create(address);
            if (!uri.isAbsolute() || uri.isOpaque()) {
                throw new IllegalArgumentException(
                        "an endpoint of an authorization server is an absolute URI, such as https://login.example.com/token");
            }
            return address;
        }

        /**
         * Builds what documents say.
         *
         * @return what documents say
         * @throws IllegalStateException if there are flows and an {@code openIdConnect} address, of which a scheme has one
         */
        public OpenApiSecurity build() {
            boolean hasFlows = authorizationUrl != null || clientCredentialsUrl != null;
            if (hasFlows && openIdConnectUrl != null) {
                throw new IllegalStateException(
                        "a security scheme has flows or the address of the metadata; leave out one of them");
            }
            boolean hasServer = hasFlows || openIdConnectUrl != null;
            return new OpenApiSecurity(
                    this,
                    hasServer
                            ? new AuthorizationServer(
                                    openIdConnectUrl, authorizationUrl, tokenUrl, clientCredentialsUrl)
                            : null);
        }
    }
}
