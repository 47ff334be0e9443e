package org.resourceprotector.properties;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.metadata.ResourceMetadata;

/**
 * The protector that properties describe, and the parts of it that must be closed. Refuses properties that contradict each other,
 * that say nothing, or that leave open who issues tokens, or whom they are for. The audience of all is a default, which each may
 * override. Not for use by applications. Immutable, thread-safe.
 */
public final class ConfiguredParts implements AutoCloseable {

    private static final Map<String, JwtProfile> PROFILES = Map.of(
            "RFC9068", JwtProfile.RFC9068,
            "KEYCLOAK", JwtProfile.KEYCLOAK,
            "SPRING_AUTHORIZATION_SERVER", JwtProfile.SPRING_AUTHORIZATION_SERVER,
            "AUTH0", JwtProfile.AUTH0,
            "OKTA", JwtProfile.OKTA,
            "ENTRA_ID", JwtProfile.ENTRA_ID,
            "COGNITO", JwtProfile.COGNITO,
            "GOOGLE", JwtProfile.GOOGLE,
            "LEMONLDAP_NG", JwtProfile.LEMONLDAP_NG,
            "UAA", JwtProfile.UAA);

    private final Settings root;
    private final boolean isLoopbackHttpAllowed;
    private final List<AutoCloseable> parts = new ArrayList<>();

    /** Which property named an issuer first. */
    private final Map<String, String> issuers = new HashMap<>();

    /** Whether somebody has no audience of its own. */
    private boolean isAudienceOfAllTaken;

    private final ResourceProtector protector;

    /**
     * Makes the protector.
     *
     * @param values names and values, all of them known: what {@link KnownSettings#collect} has found
     * @param listeners hear of every decision
     * @throws IllegalStateException if they make no protector; the message names the property, and shows no value
     */
    public ConfiguredParts(Map<String, String> values, Iterable<ProtectionListener> listeners) {
        this.root = new Settings(values, KnownSettings.PREFIX);
        boolean[] loopback = new boolean[1];
        root.ifTrue("insecure-loopback-http", () -> loopback[0] = true);
        this.isLoopbackHttpAllowed = loopback[0];
        ResourceProtector.Builder builder = ResourceProtector.builder();
        listeners.forEach(builder::listener);
        try {
            addJwts(builder, KnownSettings.namedIssuers(values.keySet()));
            addIntrospection(builder);
            addSettings(builder);
            this.protector = builder.build();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * The protector.
     *
     * @return the same at each call
     */
    public ResourceProtector protector() {
        return protector;
    }

    private void addJwts(ResourceProtector.Builder builder, Iterable<String> named) {
        boolean hasIssuer = root.has("issuer");
        if (hasIssuer) {
            builder.validator(jwts(root));
        }
        for (String name : named) {
            hasIssuer = true;
            builder.validator(jwts(root.below(KnownSettings.ISSUERS).below(name)));
        }
        boolean asks = root.firstOf(introspection()) != null;
        if (!root.has("issuer")) {
            List<String> own = new ArrayList<>(KnownSettings.OF_AN_ISSUER);
            own.remove("audience");
            String idle = root.firstOf(own);
            if (idle != null) {
                throw new IllegalStateException(idle + " says nothing without " + root.name("issuer"));
            }
        }
        if (!hasIssuer && !asks) {
            root.require("issuer", "who issues the tokens? Without it anybody could");
        }
    }

    private static List<String> introspection() {
        return KnownSettings.OF_INTROSPECTION.stream()
                .map(key -> KnownSettings.INTROSPECTION + "." + key)
                .toList();
    }

    private JwtValidator jwts(Settings settings) {
        String issuer = settings.require("issuer", "whose tokens are these?");
        String before = issuers.putIfAbsent(issuer, settings.name("issuer"));
        if (before != null) {
            throw new IllegalStateException(
                    settings.name("issuer") + " names the same issuer as " + before + "; leave one of them");
        }
        JwtValidator.Builder jwts = JwtValidator.builder();
        settings.refused("issuer", () -> jwts.issuer(issuer));
        takeAudience(settings, jwts::audience);
        settings.take("profile", ConfiguredParts::profile, jwts::profile);
        settings.take("algorithms", Settings::list, jwts::algorithms);
        settings.take("clock-skew", Settings::duration, jwts::clockSkew);
        settings.take("scopes-from", Settings::list, paths -> List.of(paths).forEach(jwts::scopesFrom));
        settings.take("roles-from", Settings::list, paths -> List.of(paths).forEach(jwts::rolesFrom));
        settings.take("accept-typ", Settings::text, jwts::acceptTyp);
        settings.ifTrue("accept-missing-typ", jwts::acceptMissingTyp);
        settings.take("accept-missing-claims", Settings::list, jwts::acceptMissingClaims);
        settings.take("cache-size", Settings::count, jwts::cacheSize);
        settings.take("cache-for", Settings::duration, jwts::cacheFor);
        if (settings.has("cache-for") && settings.is("cache-size", Settings::count, 0)) {
            throw new IllegalStateException(settings.name("cache-for") + " says nothing, because "
                    + settings.name("cache-size") + " is 0; leave one of them");
        }
        RemoteKeySource.Builder keys = RemoteKeySource.builder();
        String source = settings.has("jwks-uri") ? "jwks-uri" : "issuer";
        if (source.equals("issuer")) {
            keys.issuer(issuer);
        } else {
            settings.take(source, ConfiguredParts::address, keys::jwksUri);
        }
        if (isLoopbackHttpAllowed) {
            keys.insecureLoopbackHttp();
        }
        settings.refused(source, () -> jwts.keys(closedLater(keys.build())));
        return closedLater(jwts.build());
    }

    /** The audience of an issuer, or else that of all. */
    private void takeAudience(Settings settings, Consumer<String[]> taker) {
        boolean isOwn = settings != root && settings.has("audience");
        Settings from = isOwn ? settings : root;
        if (!from.has("audience")) {
            settings.require(
                    "audience", "whom are the tokens for? Without it tokens for other resource servers would do");
        }
        from.take("audience", Settings::list, taker);
        isAudienceOfAllTaken |= !isOwn;
    }

    private void addIntrospection(ResourceProtector.Builder builder) {
        Settings settings = root.below(KnownSettings.INTROSPECTION);
        String first = settings.firstOf(KnownSettings.OF_INTROSPECTION);
        if (first == null) {
            return;
        }
        if (!settings.has("endpoint") && !settings.has("issuer")) {
            settings.require("endpoint", "which server is to be asked? Or name it by " + settings.name("issuer"));
        }
        IntrospectionValidator.Builder asked = IntrospectionValidator.builder();
        settings.take("endpoint", ConfiguredParts::address, asked::endpoint);
        settings.take("issuer", Settings::text, asked::issuer);
        asked.client(client(settings));
        boolean[] any = new boolean[1];
        settings.ifTrue("accept-any-audience", () -> any[0] = true);
        if (any[0]) {
            // that of all counts for nobody if no issuer of JWTs has taken it by now
            Settings idle = settings.has("audience") || isAudienceOfAllTaken ? settings : root;
            if (idle.has("audience")) {
                throw new IllegalStateException(settings.name("accept-any-audience") + " contradicts "
                        + idle.name("audience") + "; leave one of them");
            }
            asked.acceptAnyAudience();
        } else {
            takeAudience(settings, asked::audience);
        }
        settings.ifTrue("accept-audience-from-client-id", asked::acceptAudienceFromClientId);
        settings.ifTrue("accept-missing-subject", asked::acceptMissingSubject);
        settings.ifTrue("accept-kind-as-token-type", asked::acceptKindAsTokenType);
        settings.take("clock-skew", Settings::duration, asked::clockSkew);
        settings.take("scopes-from", Settings::list, paths -> List.of(paths).forEach(asked::scopesFrom));
        settings.take("roles-from", Settings::list, paths -> List.of(paths).forEach(asked::rolesFrom));
        settings.take("timeout", Settings::duration, asked::timeout);
        settings.take("cache-for", Settings::duration, asked::cacheFor);
        settings.take("accept-stale-if-error", Settings::duration, asked::acceptStaleIfError);
        settings.take("negative-cache-for", Settings::duration, asked::negativeCacheFor);
        settings.take("cache-size", Settings::count, asked::cacheSize);
        if (settings.has("cache-size") && !lasts(settings, "cache-for") && !lasts(settings, "negative-cache-for")) {
            throw new IllegalStateException(settings.name("cache-size") + " says nothing without "
                    + settings.name("cache-for") + " or " + settings.name("negative-cache-for"));
        }
        if (isLoopbackHttpAllowed) {
            asked.insecureLoopbackHttp();
        }
        String address = settings.has("endpoint") ? "endpoint" : "issuer";
        settings.refused(address, () -> builder.validator(closedLater(asked.build())));
    }

    /** Whether a duration is set that is longer than nothing. */
    private static boolean lasts(Settings settings, String key) {
        return settings.has(key) && !settings.is(key, Settings::duration, Duration.ZERO);
    }

    private static ClientAuthentication client(Settings settings) {
        String why = "the server must know who is asking";
        String id = settings.require("client-id", why);
        String secret = settings.require("client-secret", why);
        String how = Objects.requireNonNullElse(settings.find("client-authentication"), "basic");
        return switch (how) {
            case "basic" -> ClientAuthentication.basic(id, secret);
            case "post" -> ClientAuthentication.post(id, secret);
            default ->
                throw new IllegalStateException(settings.name("client-authentication")
                        + " is neither basic nor post; any other way needs a protector that Java code makes");
        };
    }

    private void addSettings(ResourceProtector.Builder builder) {
        root.take("realm", Settings::text, builder::realm);
        root.take("error-uri", Settings::text, builder::errorUri);
        root.ifTrue("protect-unannotated", builder::protectUnannotated);
        root.ifTrue("require-https", builder::requireHttps);
        root.ifTrue("accept-form-token", builder::acceptFormToken);
        root.ifTrue("accept-query-token", builder::acceptQueryToken);
        boolean[] dpop = new boolean[1];
        root.ifTrue("dpop", () -> dpop[0] = true);
        Dpop.Builder proofs = Dpop.builder();
        root.take("dpop.public-uri", Settings::origin, origin -> {
            if (!dpop[0]) {
                throw new IllegalStateException("there are no proofs; set " + root.name("dpop") + " to true");
            }
            proofs.publicUri(uri -> URI.create(origin + uri.getRawPath()));
        });
        if (dpop[0]) {
            builder.senderConstraint(proofs.build());
        }
        root.ifTrue("require-sender-constraint", () -> {
            if (!dpop[0]) {
                throw new IllegalStateException("nothing can be proved; set " + root.name("dpop") + " to true");
            }
            builder.requireSenderConstraint();
        });
        root.ifTrue("served-elsewhere", () -> root.require("resource", "what is served elsewhere?"));
        root.take("resource", Settings::text, resource -> builder.metadata(metadata(resource)));
    }

    private ResourceMetadata metadata(String resource) {
        ResourceMetadata.Builder metadata = ResourceMetadata.builder().resource(resource);
        List<String> servers = new ArrayList<>(new TreeMap<>(issuers).keySet());
        String asked = root.find(KnownSettings.INTROSPECTION + ".issuer");
        if (asked != null && !servers.contains(asked)) {
            servers.add(asked);
        }
        if (servers.isEmpty() && !Boolean.parseBoolean(root.find("served-elsewhere"))) {
            throw new IllegalStateException("without an authorization server it tells clients nothing; set "
                    + root.name(KnownSettings.INTROSPECTION + ".issuer") + ", too");
        }
        root.ifTrue("served-elsewhere", metadata::servedElsewhere);
        metadata.authorizationServers(servers.toArray(new String[0]));
        return (isLoopbackHttpAllowed ? metadata.insecureLoopbackHttp() : metadata).build();
    }

    private static URI address(String value) {
        try {
            return URI.create(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no address");
        }
    }

    private static JwtProfile profile(String value) {
        String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
        JwtProfile profile = PROFILES.get(name);
        if (profile == null) {
            throw new IllegalArgumentException("none of " + String.join(", ", new TreeMap<>(PROFILES).keySet())
                    + KnownSettings.nearest(new TreeMap<>(PROFILES).keySet(), name));
        }
        return profile;
    }

    private <T extends AutoCloseable> T closedLater(T part) {
        parts.add(part);
        return part;
    }

    /** Ends the calls that are under way. */
    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                System.getLogger("org.resourceprotector")
                        .log(
                                System.Logger.Level.DEBUG,
                                "a part was not closed; cause: " + e.getClass().getName());
            }
        }
    }
}
