package org.resourceprotector.jwt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.claims.ClaimRules;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.settings.Given;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What the access tokens of an authorization server look like, where they are not those of RFC 9068.
 *
 * <p>All profiles have in common: a token of the type {@code at+jwt} is accepted, one of another known type (a DPoP
 * proof, a logout token, …) never; {@code iss}, {@code aud}, {@code exp}, {@code iat} and {@code sub} must be there and
 * right, and so must the signature. A profile relaxes what its constant says, and nothing else. Where a token does not
 * say by its {@code typ} or by another claim named below that it is an access token, one with a claim that only other
 * JWTs have ({@code nonce}, {@code at_hash}, {@code c_hash}, {@code s_hash}, {@code events}, {@code token_introspection},
 * {@code htm}, {@code htu}, {@code status_list}, {@code tctx}, {@code vct}, {@code granted_scopes}) is refused. One that
 * says itself, by {@code typ}, {@code token_use}, {@code token_type} or {@code tokenName} among its claims, that it is a
 * refresh, ID or logout token is refused in any case.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2">RFC 9068, section 2</a>
 */
public final class JwtProfile {

    /** What can be accepted without. */
    static final Set<String> MAY_BE_MISSING = Set.of("sub", "client_id", "iat", "jti", "nbf");

    private static final String CLIENT_ID = "client_id";
    private static final List<ClaimPath> SCOPE = List.of(ClaimPath.of("scope"));
    private static final List<ClaimPath> ROLES = List.of(ClaimPath.of("roles"));
    private static final List<ClaimPath> GROUPS = List.of(ClaimPath.of("groups"));

    /**
     * Tokens as RFC 9068 wants them, the default: {@code typ} is {@code at+jwt}, and {@code client_id} and {@code jti}
     * are there, too. Gives up nothing.
     */
    public static final JwtProfile RFC9068 = builder("RFC9068").build();

    /**
     * Keycloak's default. Accepts in addition: {@code typ} may be {@code JWT}; {@code azp} stands in for a missing
     * {@code client_id}. Requires the claim {@code typ} to be {@code Bearer}, or {@code DPoP} in a token that is bound to a
     * key, which ID, refresh and logout tokens do not have. Roles come from {@code realm_access.roles}. Keycloak must be told to put the audience into the token.
     */
    public static final JwtProfile KEYCLOAK = builder("KEYCLOAK")
            .acceptTyp("JWT")
            .clientIdFrom("client_id", "azp")
            .rolesFrom("realm_access", "roles")
            .requireTokenUse("typ", "Bearer")
            .orIfBound("DPoP")
            .build();

    /**
     * Spring Authorization Server's default. Accepts in addition: {@code typ} and {@code client_id} may be missing. Requires
     * {@code nbf}, which its ID tokens do not have. The audience is the client, unless the server is told otherwise.
     */
    public static final JwtProfile SPRING_AUTHORIZATION_SERVER = builder("SPRING_AUTHORIZATION_SERVER")
            .acceptMissingTyp()
            .acceptMissingClaims("client_id")
            .otherKindsAreToldBy("nbf")
            .build();

    /**
     * Auth0's own token profile (for its RFC 9068 profile none is needed). Accepts in addition: {@code typ} may be {@code JWT};
     * {@code azp} stands in for a missing {@code client_id}; {@code jti} may be missing. An ID token is told by its
     * audience, and mostly by the lack of {@code azp}: never configure the identifier of a client as audience.
     */
    public static final JwtProfile AUTH0 = builder("AUTH0")
            .acceptTyp("JWT")
            .clientIdFrom("client_id", "azp")
            .acceptMissingClaims("jti")
            .otherKindsAreToldBy("client_id")
            .build();

    /**
     * Okta's custom authorization servers. Accepts in addition: {@code typ} may be missing; {@code cid} stands in for a missing
     * {@code client_id}, and as ID tokens have neither they are refused. Scopes come from {@code scp} where there is no
     * {@code scope}.
     */
    public static final JwtProfile OKTA = builder("OKTA")
            .acceptMissingTyp()
            .clientIdFrom("client_id", "cid")
            .scopesFrom("scope")
            .scopesFrom("scp")
            .otherKindsAreToldBy("client_id")
            .build();

    /**
     * Microsoft Entra ID, tokens of version 1.0 and 2.0. Accepts in addition: {@code typ} may be {@code JWT}; {@code azp} or
     * {@code appid} stands in for a missing {@code client_id}, and as ID tokens have none of them they are refused;
     * {@code jti} may be missing. Scopes come from {@code scp} where there is no {@code scope}.
     */
    public static final JwtProfile ENTRA_ID = builder("ENTRA_ID")
            .acceptTyp("JWT")
            .clientIdFrom("client_id", "azp", "appid")
            .acceptMissingClaims("jti")
            .scopesFrom("scope")
            .scopesFrom("scp")
            .otherKindsAreToldBy("client_id")
            .build();

    /**
     * Amazon Cognito. Accepts in addition: {@code typ} may be missing; where there is no {@code aud}, {@code client_id} must be one
     * of the configured audiences. Requires the claim {@code token_use} to be {@code access}. Groups come from
     * {@code cognito:groups}; for roles, {@code rolesFrom} can name the same claim.
     */
    public static final JwtProfile COGNITO = builder("COGNITO")
            .acceptMissingTyp()
            .acceptAudienceFromClientId()
            .groupsFrom("cognito:groups")
            .requireTokenUse("token_use", "access")
            .build();

    /**
     * Google's signed tokens with an https issuer: those of service accounts ({@code https://accounts.google.com}) and of
     * Identity Platform and Firebase ({@code https://securetoken.google.com/PROJECT}). Accepts in addition: {@code typ} may be
     * {@code JWT}; {@code azp} stands in for a missing {@code client_id}, and both may be missing; {@code jti} may be
     * missing. What is let in is an ID token: it tells who calls, and grants nothing; scopes, roles and groups count where
     * somebody put claims of those names into it. Everybody gets one of {@code https://accounts.google.com} for any
     * audience, and may sign up to a Firebase project that allows it: hold the subject against those that you know, do not
     * configure a client's identifier as audience, and look at {@code firebase.tenant} where a project has tenants.
     */
    public static final JwtProfile GOOGLE = builder("GOOGLE")
            .acceptTyp("JWT")
            .clientIdFrom("client_id", "azp")
            .acceptMissingClaims("client_id", "jti")
            .otherKindsAreTold()
            .build();

    /**
     * LemonLDAP::NG, for clients whose access tokens it makes as JWTs. Accepts in addition: {@code typ} may be {@code JWT}.
     * Requires {@code client_id}, which its ID tokens do not have, though they have the same audiences. The server must be
     * told to put the audience of the API into the tokens of a client.
     */
    public static final JwtProfile LEMONLDAP_NG = builder("LEMONLDAP_NG")
            .acceptTyp("JWT")
            .otherKindsAreToldBy("client_id")
            .build();

    /**
     * Cloud Foundry UAA. Accepts in addition: {@code typ} may be {@code JWT}. Requires {@code scope}, and refuses
     * {@code granted_scopes}, which tells its refresh tokens. ID tokens are told by their audience, which is the client and
     * nothing else: configure the prefix of the API's scopes as audience, and never the identifier of a client.
     */
    public static final JwtProfile UAA = builder("UAA")
            .acceptTyp("JWT")
            .requireClaim("scope")
            .refuseClaim("granted_scopes")
            .build();

    private static final List<JwtProfile> CONSTANTS =
            List.of(KEYCLOAK, SPRING_AUTHORIZATION_SERVER, AUTH0, OKTA, ENTRA_ID, COGNITO, GOOGLE, LEMONLDAP_NG, UAA);

    private final String name;
    private final TypPolicy types;
    private final Set<String> requiredClaims;
    private final TokenClaims.Places places;
    private final @Nullable TokenUse tokenUse;
    private final boolean audienceFromClientId;
    private final ClaimRules rules;
    private final boolean tellsKinds;
    private final Set<String> toldBy;
    private final Set<String> asked;
    private final boolean acceptsNonce;
    private final boolean acceptsZipNone;

    /** A claim that tells access tokens from the other tokens of a server, and perhaps bound ones from plain ones. */
    private record TokenUse(
            String claim, String accessToken, @Nullable String boundToken) {

        boolean isOf(Map<String, @Nullable Object> claims) {
            Object value = claims.get(claim);
            return accessToken.equals(value)
                    || (boundToken != null && boundToken.equals(value) && claims.get("cnf") instanceof Map<?, ?>);
        }
    }

    private JwtProfile(Builder builder) {
        this.name = builder.name;
        this.types = new TypPolicy(Set.copyOf(builder.types), builder.missingTyp);
        this.requiredClaims = Set.copyOf(builder.requiredClaims);
        this.places = new TokenClaims.Places(
                builder.clientId,
                builder.scopes.isEmpty() ? SCOPE : List.copyOf(builder.scopes),
                builder.roles.isEmpty() ? ROLES : List.copyOf(builder.roles),
                builder.groups.isEmpty() ? GROUPS : List.copyOf(builder.groups));
        this.tokenUse = builder.tokenUse;
        this.audienceFromClientId = builder.audienceFromClientId;
        this.rules = builder.rules;
        this.tellsKinds = builder.tellsKinds;
        this.toldBy = Set.copyOf(builder.toldBy);
        this.asked = Set.copyOf(builder.asked);
        this.acceptsNonce = builder.acceptsNonce;
        this.acceptsZipNone = builder.acceptsZipNone;
    }

    /**
     * Starts a profile for a server that has none here, with what RFC 9068 wants.
     *
     * @param name tells the profile from others in {@code toString()}
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Names the profiles that accept a type, as the beginning of an advice; empty if there is none. */
    static String accepting(String normalizedTyp, boolean isThere) {
        List<String> names = CONSTANTS.stream()
                .filter(profile ->
                        isThere ? profile.types.accepted().contains(normalizedTyp) : profile.types.acceptsMissing())
                .map(JwtProfile::toString)
                .toList();
        return names.isEmpty()
                ? ""
                : "a profile for your server, such as JwtProfile." + String.join(", ", names)
                        + ", or the property resource-protector.profile, or ";
    }

    /** The same with other relaxations and places. */
    Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.types.addAll(types.accepted());
        builder.missingTyp = types.acceptsMissing();
        builder.requiredClaims.clear();
        builder.requiredClaims.addAll(requiredClaims);
        builder.clientId = places.clientId();
        builder.scopes.addAll(places.scopes());
        builder.roles.addAll(places.roles());
        builder.groups.addAll(places.groups());
        builder.tokenUse = tokenUse;
        builder.audienceFromClientId = audienceFromClientId;
        builder.rules = rules;
        builder.tellsKinds = tellsKinds;
        builder.toldBy.addAll(toldBy);
        builder.asked.addAll(asked);
        builder.acceptsNonce = acceptsNonce;
        builder.acceptsZipNone = acceptsZipNone;
        return builder;
    }

    TypPolicy types() {
        return types;
    }

    /**
     * The claims that must be there, besides {@code iss}, {@code aud} and {@code exp}. Of {@code client_id}, a claim that stands
     * in for it is enough, unless {@link #requiresClientIdItself}.
     */
    Set<String> requiredClaims() {
        return requiredClaims;
    }

    /** Whether {@code client_id} must be there, and nothing stands in for it. */
    boolean requiresClientIdItself() {
        return isAskedFor(CLIENT_ID);
    }

    /** Whether {@link Builder#requireClaim} asks for this claim, by its name. */
    boolean isAskedFor(String claim) {
        return asked.contains(claim);
    }

    /** Whether a token without this claim may be one of another kind. */
    boolean tellsKindsBy(String claim) {
        return toldBy.contains(claim);
    }

    TokenClaims.Places places() {
        return places;
    }

    boolean acceptsAudienceFromClientId() {
        return audienceFromClientId;
    }

    boolean acceptsZipNone() {
        return acceptsZipNone;
    }

    /**
     * Checks that the token is an access token, by the claim that its server has for that, or by the
     * lack of claims that only other JWTs have.
     *
     * @param typed whether the header says that this is an access token
     */
    void checkUse(Map<String, @Nullable Object> claims, boolean typed) throws RejectedException {
        ClaimRules.refuseOtherKinds(claims);
        rules.check(claims);
        if (tokenUse != null) {
            if (!tokenUse.isOf(claims)) {
                throw new RejectedException(
                        Reason.WRONG_TYPE,
                        "the claim " + tokenUse.claim() + " is "
                                + (claims.containsKey(tokenUse.claim())
                                        ? Quoted.of(claims.get(tokenUse.claim()))
                                        : "missing")
                                + ", that of access tokens " + Quoted.of(tokenUse.accessToken()) + ": "
                                + "this is another kind of token, or one of another server than the profile " + name
                                + " is for");
            }
        } else if (!typed) {
            TypPolicy.refuseOthers(claims, acceptsNonce);
        }
    }

    /** Whether nothing tells access tokens from refresh and ID tokens that the server may sign with the same type. */
    boolean leavesOtherKindsIn() {
        return !tellsKinds && (types.acceptsMissing() || types.accepted().size() > 1);
    }

    /** The part of a validator's policy that comes from here. */
    String policy() {
        return (audienceFromClientId ? " or client_id" : "")
                + ", profile=" + name
                + ", typ=" + new TreeSet<>(types.accepted()) + (types.acceptsMissing() ? " or none" : "")
                + ", required=" + new TreeSet<>(requiredClaims)
                + (requiresClientIdItself() ? " by these names" : "")
                + (rules.equals(ClaimRules.NONE) ? "" : ", rules=" + rules)
                + (acceptsNonce ? ", nonce accepted" : "")
                + (acceptsZipNone ? ", zip NONE accepted" : "")
                + ", scopes=" + places.scopes()
                + ", roles=" + places.roles();
    }

    /**
     * Names the profile.
     *
     * @return the name of its constant, or of its builder
     */
    @Override
    public String toString() {
        return name;
    }

    /**
     * Collects how the tokens of a server differ from those of RFC 9068. Methods that begin with
     * {@code accept} accept more than it allows. Not thread-safe.
     */
    public static final class Builder {

        private final String name;
        private final Set<String> types = new LinkedHashSet<>(Set.of(TypPolicy.ACCESS_TOKEN));
        private final Set<String> requiredClaims = new LinkedHashSet<>(Set.of("sub", "client_id", "iat", "jti"));
        private final List<ClaimPath> scopes = new ArrayList<>();
        private final List<ClaimPath> roles = new ArrayList<>();
        private final List<ClaimPath> groups = new ArrayList<>();
        private List<String> clientId = List.of(CLIENT_ID);
        private @Nullable TokenUse tokenUse;
        private boolean missingTyp;
        private boolean audienceFromClientId;
        private ClaimRules rules = ClaimRules.NONE;
        private boolean acceptsNonce;
        private boolean acceptsZipNone;

        /** Whether refresh and ID tokens are kept out by more than their type. */
        private boolean tellsKinds;

        /** Required claims that refresh or ID tokens do not have. */
        private final Set<String> toldBy = new LinkedHashSet<>();

        /** Claims that are required by these names: of {@code client_id}, no claim of {@code clientId} stands in for it. */
        private final Set<String> asked = new LinkedHashSet<>();

        private Builder(String name) {
            this.name = Given.required(name, "the name of a profile");
        }

        /**
         * Accepts tokens of a further type. They are not told from the issuer's other JWTs by their type
         * any more: one with a claim that only those have is refused; see {@link JwtProfile}.
         *
         * @param type a value of {@code typ}, for example {@code JWT}
         * @return this
         * @throws IllegalArgumentException if that is the type of another kind of JWT, for example
         *     {@code dpop+jwt}
         */
        public Builder acceptTyp(String type) {
            tellsKinds &= !types.add(TypPolicy.acceptable(Given.required(type, "acceptTyp"))) || tokenUse != null;
            return this;
        }

        /**
         * Accepts tokens without a {@code typ}, with the same loss as {@link #acceptTyp}.
         *
         * @return this
         */
        public Builder acceptMissingTyp() {
            tellsKinds &= missingTyp || tokenUse != null;
            missingTyp = true;
            return this;
        }

        /**
         * Accepts tokens in which some claims are missing. One that is there must be well-formed all the
         * same, and of {@code sub} and the client at least one must be there. If the profile tells ID tokens by one of these
         * claims, or {@link #requireClaim} did, they are not told by it any more: say what else tells them, afterwards.
         *
         * @param claims any of {@code sub}, {@code client_id}, {@code iat}, {@code jti}, {@code nbf}
         * @return this
         * @throws IllegalArgumentException if it is another claim; {@code iss}, {@code aud} and
         *     {@code exp} are always required
         */
        public Builder acceptMissingClaims(String... claims) {
            for (String claim : Given.each("acceptMissingClaims", claims)) {
                if (!MAY_BE_MISSING.contains(claim)) {
                    throw new IllegalArgumentException("not one of " + MAY_BE_MISSING + ": " + claim);
                }
            }
            List<String> accepted = List.of(claims);
            requiredClaims.removeAll(accepted);
            asked.removeAll(accepted);
            if (toldBy.removeAll(accepted) && tokenUse == null) {
                tellsKinds = false;
            }
            return this;
        }

        /**
         * Accepts a {@code nonce} in access tokens, for servers that write one into all of their tokens, such as Apereo CAS.
         * ID tokens are not told by it any more: say what else tells them, by {@link #requireClaim} or
         * {@link #refuseClaim}.
         *
         * @return this
         */
        public Builder acceptNonce() {
            tellsKinds &= acceptsNonce || tokenUse != null;
            acceptsNonce = true;
            return this;
        }

        /**
         * Accepts {@code "zip": "NONE"} in the header, for servers such as OpenAM that write it into tokens which are not
         * compressed. Any other value is refused all the same; nothing is ever decompressed.
         *
         * @return this
         */
        public Builder acceptZipNone() {
            acceptsZipNone = true;
            return this;
        }

        /**
         * If a token has no {@code aud}, accepts one of the audiences as its {@code client_id}: configure
         * the clients whose tokens are accepted here as audiences.
         *
         * @return this
         */
        public Builder acceptAudienceFromClientId() {
            audienceFromClientId = true;
            return this;
        }

        /**
         * Requires a further claim, for example one by which access tokens are told from refresh and ID tokens. Call it
         * after {@link #acceptTyp}, {@link #acceptMissingTyp}, {@link #acceptNonce} and {@link #acceptMissingClaims}: what they
         * accept is told from other tokens by rules that come later only, and the validator that is built writes a warning if
         * there is none.
         *
         * @param claim its name; {@code client_id} is that claim itself, without those of {@link #clientIdFrom}
         * @param values if there are any, the claim must be one of them, or an array with one of them. All rules of a claim
         *     hold, those of a profile, too
         * @return this
         */
        public Builder requireClaim(String claim, String... values) {
            if (values.length == 0) {
                requiredClaims.add(Given.required(claim, "requireClaim"));
                toldBy.add(claim);
                asked.add(claim);
            } else {
                rules = rules.requiring(Given.required(claim, "requireClaim"), Given.each("requireClaim", values));
            }
            tellsKinds = true;
            return this;
        }

        /**
         * Refuses tokens with a claim, for example one that only refresh tokens have. Call it after what accepts more, as
         * {@link #requireClaim}.
         *
         * @param claim its name
         * @return this
         */
        public Builder refuseClaim(String claim) {
            rules = rules.refusing(Given.required(claim, "refuseClaim"));
            tellsKinds = true;
            return this;
        }

        /** Says that the server's other tokens were looked at, and that none of them passes. */
        private Builder otherKindsAreTold() {
            tellsKinds = true;
            return this;
        }

        /** The same, of a server whose other tokens do not have a claim, which is required. */
        private Builder otherKindsAreToldBy(String claim) {
            requiredClaims.add(claim);
            toldBy.add(claim);
            return otherKindsAreTold();
        }

        /**
         * Requires the claim by which the server tells access tokens from all its other tokens, so that claims of ID
         * tokens may be in them.
         */
        private Builder requireTokenUse(String claim, String accessToken) {
            tokenUse = new TokenUse(claim, accessToken, null);
            tellsKinds = true;
            return this;
        }

        /** What the same claim may say in a token that is bound to a key. */
        private Builder orIfBound(String boundToken) {
            TokenUse use = Objects.requireNonNull(tokenUse, "tokenUse");
            tokenUse = new TokenUse(use.claim(), use.accessToken(), boundToken);
            return this;
        }

        /**
         * Where the client is, instead of {@code client_id}.
         *
         * @param claims names of claims; the first that the token has counts
         * @return this
         */
        public Builder clientIdFrom(String... claims) {
            clientId = List.of(Given.each("clientIdFrom", claims));
            return this;
        }

        /**
         * Where the scopes are, instead of {@code scope}. Can be called several times; the first place that
         * the token has counts.
         *
         * @param claimPath the name of the claim, after the names of the objects that it is inside of; one
         *     name with dots is tried as it stands and then as such a path
         * @return this
         */
        public Builder scopesFrom(String... claimPath) {
            scopes.add(ClaimPath.of(claimPath));
            return this;
        }

        /**
         * Where the roles are, instead of {@code roles}. Can be called several times; the roles of all
         * places count.
         *
         * @param claimPath as with {@link #scopesFrom}, for example {@code "realm_access", "roles"}
         * @return this
         */
        public Builder rolesFrom(String... claimPath) {
            roles.add(ClaimPath.of(claimPath));
            return this;
        }

        /**
         * Where the groups are, instead of {@code groups}. Can be called several times; the groups of all
         * places count.
         *
         * @param claimPath as with {@link #scopesFrom}
         * @return this
         */
        public Builder groupsFrom(String... claimPath) {
            groups.add(ClaimPath.of(claimPath));
            return this;
        }

        /** Takes other places for the ones of the profile, if there are any. */
        Builder insteadOf(List<ClaimPath> scopesInstead, List<ClaimPath> rolesInstead) {
            if (!scopesInstead.isEmpty()) {
                scopes.clear();
                scopes.addAll(scopesInstead);
            }
            if (!rolesInstead.isEmpty()) {
                roles.clear();
                roles.addAll(rolesInstead);
            }
            return this;
        }

        /**
         * Builds the profile. Later calls of this builder do not change it.
         *
         * @return the profile
         */
        public JwtProfile build() {
            return new JwtProfile(this);
        }
    }
}
