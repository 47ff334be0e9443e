package org.resourceprotector.metadata;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.SecureUri;
import org.resourceprotector.jose.JwsSigner;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.settings.Given;

/**
 * What a client can find out about this resource that knows no more than its address: who issues tokens for it, and which
 * scopes there are. Challenges name where it is.
 *
 * <pre>{@code
 * ResourceMetadata.builder()
 *         .resource("https://api.example.com/orders")
 *         .authorizationServers("https://login.example.com")
 *         .build()
 * }</pre>
 *
 * <p>All of it is configured, or read from annotations; nothing is taken from requests, such as {@code Host}. Does not check
 * that a validator accepts tokens of these servers, for this audience.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">RFC 9728</a>
 */
public final class ResourceMetadata {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    /** What the path of every metadata begins with. */
    public static final String WELL_KNOWN_PATH = "/.well-known/oauth-protected-resource";

    private static final String BEARER_METHODS = "bearer_methods_supported";

    /** It is of clients, and not of a resource. */
    private static final String OFFLINE_ACCESS = "offline_access";

    private final URI resource;
    private final String path;
    private final String address;
    private final List<String> authorizationServers;
    private final @Nullable Set<String> scopesSupported;
    private final List<String> detailsTypes;
    private final Map<String, String> texts;
    private final boolean servedElsewhere;
    private final String endpointsBelow;
    private final @Nullable Signature signature;

    /** Who vouches for the metadata, and with which key. */
    private record Signature(String issuer, JwsSigner signer, Clock clock) {}

    private ResourceMetadata(Builder builder, URI resource) {
        this.resource = resource;
        this.path = resource.getRawPath().equals("/") ? WELL_KNOWN_PATH : WELL_KNOWN_PATH + resource.getRawPath();
        this.address = resource.getScheme() + "://" + resource.getRawAuthority() + path;
        this.authorizationServers = List.copyOf(builder.authorizationServers);
        this.scopesSupported = builder.scopesSupported;
        this.detailsTypes = List.copyOf(builder.detailsTypes);
        this.texts = new LinkedHashMap<>(builder.texts);
        this.servedElsewhere = builder.servedElsewhere;
        this.endpointsBelow = builder.endpointsBelow;
        this.signature = builder.signature;
    }

    /**
     * Starts metadata.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The identifier of the resource, which is the audience of tokens for it.
     *
     * @return the identifier, as it was given
     */
    public String resource() {
        return resource.toString();
    }

    /**
     * The path of the identifier, which the paths of all its endpoints begin with.
     *
     * @return the path, encoded, without a slash at its end; empty for the root
     */
    public String identifierPath() {
        String own = resource.getRawPath();
        return own.endsWith("/") ? own.substring(0, own.length() - 1) : own;
    }

    /**
     * The path at which clients ask for this metadata, at the host of the resource.
     *
     * @return the path, encoded, with a leading slash
     */
    public String path() {
        return path;
    }

    /**
     * The address at which clients ask for this metadata.
     *
     * @return an absolute URI
     */
    public String address() {
        return address;
    }

    /**
     * Whether somebody else makes sure that the address can be reached.
     *
     * @return true if {@link Builder#servedElsewhere()} was said
     */
    public boolean isServedElsewhere() {
        return servedElsewhere;
    }

    /**
     * Which endpoints belong to this resource.
     *
     * @return the path that they are below, with a leading slash; empty for all endpoints
     */
    public String endpointsBelow() {
        return endpointsBelow;
    }

    /**
     * Which types of authorization details there are.
     *
     * @return the types, as they were given; empty if none were; unmodifiable
     */
    public List<String> authorizationDetailsTypes() {
        return detailsTypes;
    }

    /**
     * Writes the document, and signs it if that was said.
     *
     * @param declared the scopes that the annotations of the endpoints name; used if none are set
     * @param bearerMethods how bearer tokens may be sent: {@code header}, {@code body}, {@code query}
     * @param proofs what proofs of possession this resource takes
     * @return a JSON object in UTF-8
     */
    public byte[] document(Collection<String> declared, List<String> bearerMethods, Proofs proofs) {
        Map<String, Object> members = members(declared, bearerMethods, proofs);
        if (signature != null) {
            Map<String, Object> claims = new LinkedHashMap<>(members);
            claims.put("iss", signature.issuer());
            claims.put("iat", signature.clock().instant().getEpochSecond());
            members.put("signed_metadata", signature.signer().sign(claims));
        }
        return StrictJson.text(members).getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, Object> members(Collection<String> declared, List<String> bearerMethods, Proofs proofs) {
        Set<String> scopes = new LinkedHashSet<>(scopesSupported == null ? declared : scopesSupported);
        scopes.remove(OFFLINE_ACCESS);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("resource", resource());
        members.put("authorization_servers", authorizationServers);
        members.put("scopes_supported", List.copyOf(scopes));
        members.put(BEARER_METHODS, bearerMethods);
        members.put("authorization_details_types_supported", detailsTypes);
        members.put("dpop_signing_alg_values_supported", proofs.dpopAlgorithms());
        members.values().removeIf(List.of()::equals);
        if (proofs.dpopRequired()) {
            members.put(BEARER_METHODS, List.of()); // the one that may be empty
            members.put("dpop_bound_access_tokens_required", true);
        }
        if (proofs.certificates()) {
            members.put("tls_client_certificate_bound_access_tokens", true);
        }
        members.putAll(texts);
        return members;
    }

    /**
     * What proofs of possession a resource takes, besides plain bearer tokens.
     *
     * @param dpopAlgorithms the algorithms of DPoP proofs; empty if it takes none
     * @param dpopRequired whether it takes nothing but tokens with DPoP proofs
     * @param certificates whether it takes tokens that are bound to a client certificate
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-2">RFC 9728, section 2</a>
     */
    public record Proofs(List<String> dpopAlgorithms, boolean dpopRequired, boolean certificates) {

        /** None. */
        public static final Proofs NONE = new Proofs(List.of(), false, false);

        /**
         * Copies the list.
         *
         * @param dpopAlgorithms the algorithms of DPoP proofs; empty if it takes none
         * @param dpopRequired whether it takes nothing but tokens with DPoP proofs
         * @param certificates whether it takes tokens that are bound to a client certificate
         */
        public Proofs {
            dpopAlgorithms = List.copyOf(dpopAlgorithms);
        }
    }

    /** The resource and its authorization servers. */
    @Override
    public String toString() {
        return "ResourceMetadata[" + resource + ", authorizationServers=" + authorizationServers + "]";
    }

    /** Collects metadata; {@link #build()} copies it. Not thread-safe. */
    public static final class Builder {

        private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

        private static final String NAME = "resource_name";

        private @Nullable String resource;
        private List<String> authorizationServers = List.of();
        private @Nullable Set<String> scopesSupported;
        private List<String> detailsTypes = List.of();
        private final Map<String, String> texts = new LinkedHashMap<>();
        private boolean servedElsewhere;
        private boolean loopbackHttp;
        private String endpointsBelow = "";
        private @Nullable Signature signature;

        private Builder() {}

        /**
         * Sets the identifier of the resource: the address that all its endpoints begin with, as clients see it.
         *
         * @param resource an https address without user, query and fragment, best without a slash at its end
         * @return this
         */
        public Builder resource(String resource) {
            this.resource = Given.required(resource, "resource");
            return this;
        }

        /**
         * Sets who issues tokens for this resource. Without any, clients must know.
         *
         * @param issuers the issuer identifiers
         * @return this
         */
        public Builder authorizationServers(String... issuers) {
            this.authorizationServers = List.of(Given.each("authorizationServers", issuers));
            return this;
        }

        /**
         * Sets which scopes are shown, instead of those that the annotations name: to hide some, or to add what
         * {@code acquire} asks for. Without any, none are shown.
         *
         * @param scopes the scopes
         * @return this
         * @throws IllegalArgumentException if one is no scope, or is {@code offline_access}, which is not of a resource
         */
        public Builder scopesSupported(String... scopes) {
            for (String scope : Given.each("scopesSupported", scopes)) {
                if (!Scopes.isScopeToken(scope) || scope.equals(OFFLINE_ACCESS)) {
                    throw new IllegalArgumentException("\"" + scope + "\" is not a scope of a resource; name scopes one"
                            + " by one, and leave out offline_access, which is for clients to decide");
                }
            }
            this.scopesSupported = new LinkedHashSet<>(List.of(scopes));
            return this;
        }

        /**
         * Sets which types of authorization details there are.
         *
         * @param types the types
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-10">RFC 9396, section 10</a>
         */
        public Builder authorizationDetailsTypes(String... types) {
            this.detailsTypes = List.of(Given.each("authorizationDetailsTypes", types));
            return this;
        }

        /**
         * Sets the name that people see.
         *
         * @param name the name
         * @return this
         */
        public Builder name(String name) {
            return text(NAME, name);
        }

        /**
         * Sets the name in one language, beside the one without.
         *
         * @param language a tag of BCP 47, such as {@code de}
         * @param name the name
         * @return this
         * @throws IllegalArgumentException if the tag is none
         */
        public Builder name(String language, String name) {
            if (!LANGUAGE.matcher(Given.required(language, "the language of a name"))
                    .matches()) {
                throw new IllegalArgumentException("\"" + language + "\" is no language tag such as de or pt-BR");
            }
            return text(NAME + "#" + language, name);
        }

        /**
         * Sets the page for developers.
         *
         * @param page an absolute address
         * @return this
         */
        public Builder documentation(URI page) {
            return text("resource_documentation", absolute(page));
        }

        /**
         * Sets the page that says how data may be used.
         *
         * @param page an absolute address
         * @return this
         */
        public Builder policy(URI page) {
            return text("resource_policy_uri", absolute(page));
        }

        /**
         * Sets the page with the terms of service.
         *
         * @param page an absolute address
         * @return this
         */
        public Builder termsOfService(URI page) {
            return text("resource_tos_uri", absolute(page));
        }

        /**
         * Says that a proxy, or another application, serves the address of the metadata, although this application cannot,
         * because it is not at the root of its server. It still answers at the same path below its own address, for the
         * proxy to forward to. Not needed if the same process serves it by
         * {@code ResourceProtector.metadataBelow}.
         *
         * @return this
         */
        public Builder servedElsewhere() {
            this.servedElsewhere = true;
            return this;
        }

        /**
         * Sets which endpoints belong to this resource: those at this path of the application, or below it. Only needed if
         * the application has several resources; all endpoints by default. What belongs to no resource has a challenge
         * without {@code resource_metadata}.
         *
         * @param path a path below the application, as the access report shows it, such as {@code /orders}
         * @return this
         * @throws IllegalArgumentException if it does not begin with a slash, ends with one, or has a variable
         */
        public Builder endpointsBelow(String path) {
            if (!Given.required(path, "endpointsBelow").startsWith("/") || path.endsWith("/") || path.contains("{")) {
                throw new IllegalArgumentException(
                        "\"" + path + "\" is not a path such as /orders: it begins with a slash,"
                                + " does not end with one, and has no variables");
            }
            this.endpointsBelow = path;
            return this;
        }

        /**
         * Adds {@code signed_metadata}: the same metadata once more as a JWT, for clients that must know who vouches for
         * it. It is signed when the document is written first, and again if more endpoints get known.
         *
         * @param issuer who vouches for it, as its {@code iss}
         * @param key the private key; need not tell its content
         * @param algorithm RS, PS or ES with 256, 384 or 512, {@code EdDSA} or {@code Ed25519}
         * @param keyId the key identifier; null for none
         * @return this
         * @throws IllegalArgumentException if the key cannot sign with this algorithm
         * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-2.2">RFC 9728, section 2.2</a>
         */
        public Builder signedBy(String issuer, PrivateKey key, String algorithm, @Nullable String keyId) {
            this.signature = new Signature(
                    Given.required(issuer, "issuer"),
                    new JwsSigner(Given.required(key, "signedBy"), algorithm, keyId),
                    Clock.systemUTC());
            return this;
        }

        /**
         * Accepts plain http for loopback hosts, for development.
         *
         * @return this
         */
        public Builder insecureLoopbackHttp() {
            this.loopbackHttp = true;
            return this;
        }

        private Builder text(String member, String value) {
            texts.put(member, Given.required(value, member));
            return this;
        }

        private static String absolute(URI page) {
            if (!Given.required(page, "the address of a page").isAbsolute()) {
                throw new IllegalArgumentException("a page needs an absolute address");
            }
            return page.toASCIIString();
        }

        /**
         * Builds the metadata.
         *
         * @return the metadata
         * @throws IllegalStateException if there is no resource
         * @throws IllegalArgumentException if the resource or an authorization server has no safe address, or one with a user,
         *     a query, a fragment, or characters that must be encoded
         */
        public ResourceMetadata build() {
            if (resource == null) {
                throw new IllegalStateException("metadata is of a resource; set resource(\"https://…\")");
            }
            URI identifier = identifier("resource", resource);
            for (String issuer : new ArrayList<>(authorizationServers)) {
                identifier("authorization server", issuer);
            }
            if (identifier.getRawPath().length() > 1 && resource.endsWith("/")) {
                LOGGER.log(
                        Level.WARNING,
                        "the resource " + resource
                                + " ends with a slash: clients that call it without the slash will not"
                                + " take this metadata for its own; leave the slash out");
            }
            if (!texts.containsKey(NAME) && texts.keySet().stream().anyMatch(member -> member.startsWith(NAME + "#"))) {
                LOGGER.log(
                        Level.WARNING,
                        "the resource " + resource
                                + " has names in some languages, and none for people who read another"
                                + " one; give it a name(\"…\") without a language, too");
            }
            return new ResourceMetadata(this, identifier);
        }

        private URI identifier(String what, String text) {
            try {
                URI uri = SecureUri.require(URI.create(text), loopbackHttp);
                if (uri.getRawQuery() == null && uri.toASCIIString().equals(text)) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(what + " \"" + text + "\": " + e.getMessage(), e);
            }
            throw new IllegalArgumentException(
                    what + " \"" + text + "\": leave out the query, and encode what is not ASCII");
        }
    }
}
