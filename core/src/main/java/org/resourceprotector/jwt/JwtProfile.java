package org.resourceprotector.jwt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.jose.CompactJws;

/**
 * What the access tokens of an authorization server look like, where they are not those of RFC 9068.
 *
 * <p>All profiles have in common: a token of the type {@code at+jwt} is accepted, one of another known type (a DPoP
 * proof, a logout token, …) never; {@code iss}, {@code aud}, {@code exp}, {@code iat} and {@code sub} must be there and
 * right, and so must the signature. A profile gives up what its constant says, and nothing else. Where a token does not
 * say by its {@code typ} or by another claim named below that it is an access token, one with a claim that only other
 * JWTs have ({@code nonce}, {@code at_hash}, {@code c_hash}, {@code s_hash}, {@code events}, {@code token_introspection},
 * {@code htm}, {@code htu}, {@code status_list}, {@code tctx}, {@code vct}) is refused.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2">RFC 9068, section 2</a>
 */
public final class JwtProfile {

    /**
     * Tokens as RFC 9068 wants them, the default: {@code typ} is {@code at+jwt}, and {@code client_id} and {@code jti}
     * are there, too. Gives up nothing.
     */
    public static final JwtProfile RFC9068 = new Traits("RFC9068").profile();

    /**
     * Keycloak's default. Gives up: {@code typ} may be {@code JWT}; {@code azp} stands in for a missing
     * {@code client_id}. Asks for the claim {@code typ} to be {@code Bearer}, which ID, refresh and logout tokens do not
     * have. Roles come from {@code realm_access.roles}. Keycloak must be told to put the audience into the token.
     */
    public static final JwtProfile KEYCLOAK = new Traits("KEYCLOAK")
            .type("JWT")
            .clientId("client_id", "azp")
            .roles("realm_access", "roles")
            .kind("typ", "Bearer")
            .profile();

    /**
     * Spring Authorization Server's default. Gives up: {@code typ} and {@code client_id} may be missing. Asks for
     * {@code nbf}, which its ID tokens do not have. The audience is the client, unless the server is told otherwise.
     */
    public static final JwtProfile SPRING_AUTHORIZATION_SERVER = new Traits("SPRING_AUTHORIZATION_SERVER")
            .missingType()
            .missing("client_id")
            .demands("nbf")
            .profile();

    /**
     * Auth0's own token profile (for its RFC 9068 profile none is needed). Gives up: {@code typ} may be {@code JWT};
     * {@code azp} stands in for a missing {@code client_id}; {@code jti} may be missing. An ID token is told by its
     * audience, and mostly by the lack of {@code azp}: never configure the identifier of a client as audience.
     */
    public static final JwtProfile AUTH0 = new Traits("AUTH0")
            .type("JWT")
            .clientId("client_id", "azp")
            .missing("jti")
            .profile();

    /**
     * Okta's custom authorization servers. Gives up: {@code typ} may be missing; {@code cid} stands in for a missing
     * {@code client_id}, and as ID tokens have neither they are refused. Scopes come from {@code scp} where there is no
     * {@code scope}.
     */
    public static final JwtProfile OKTA = new Traits("OKTA")
            .missingType()
            .clientId("client_id", "cid")
            .scopes("scp")
            .profile();

    /**
     * Microsoft Entra ID, tokens of version 1.0 and 2.0. Gives up: {@code typ} may be {@code JWT}; {@code azp} or
     * {@code appid} stands in for a missing {@code client_id}, and as ID tokens have none of them they are refused;
     * {@code jti} may be missing. Scopes come from {@code scp} where there is no {@code scope}.
     */
    public static final JwtProfile ENTRA_ID = new Traits("ENTRA_ID")
            .type("JWT")
            .clientId("client_id", "azp", "appid")
            .missing("jti")
            .scopes("scp")
            .profile();

    /**
     * Amazon Cognito. Gives up: {@code typ} may be missing; where there is no {@code aud}, {@code client_id} must be one
     * of the configured audiences. Asks for the claim {@code token_use} to be {@code access}. Groups come from
     * {@code cognito:groups}.
     */
    public static final JwtProfile COGNITO = new Traits("COGNITO")
            .missingType()
            .audienceFromClientId()
            .groups("cognito:groups")
            .kind("token_use", "access")
            .profile();

    /**
     * Google's signed tokens with an https issuer: those of service accounts ({@code https://accounts.google.com}) and of
     * Identity Platform and Firebase ({@code https://securetoken.google.com/PROJECT}). Gives up: {@code typ} may be
     * {@code JWT}; {@code azp} stands in for a missing {@code client_id}, and both may be missing; {@code jti} may be
     * missing. What is let in is an ID token: it tells who calls, and grants nothing; scopes, roles and groups count where
     * somebody put claims of those names into it. Everybody gets one of {@code https://accounts.google.com} for any
     * audience, and may sign up to a Firebase project that allows it: hold the subject against those that you know, do not
     * configure a client's identifier as audience, and look at {@code firebase.tenant} where a project has tenants.
     */
    public static final JwtProfile GOOGLE = new Traits("GOOGLE")
            .type("JWT")
            .clientId("client_id", "azp")
            .missing("client_id")
            .missing("jti")
            .profile();

    private final String name;
    private final TokenTypes types;
    private final Set<String> demanded;
    private final List<String> clientIdClaims;
    private final List<ClaimPath> scopes;
    private final List<ClaimPath> roles;
    private final List<ClaimPath> groups;
    private final @Nullable Kind kind;
    private final boolean audienceFromClientId;

    private JwtProfile(Traits traits) {
        this.name = traits.name;
        this.types = new TokenTypes(Set.copyOf(traits.types), traits.missingType);
        this.demanded = Set.copyOf(traits.demanded);
        this.clientIdClaims = traits.clientIdClaims;
        this.scopes = traits.scopes;
        this.roles = traits.roles;
        this.groups = traits.groups;
        this.kind = traits.kind;
        this.audienceFromClientId = traits.audienceFromClientId;
    }

    /**
     * A claim that tells what kind of token this is.
     *
     * @param claim its name
     * @param accessToken its value in access tokens
     */
    record Kind(String claim, String accessToken) {}

    TokenTypes types() {
        return types;
    }

    /** Which claims must be there, besides those that always must. */
    Set<String> demanded() {
        return demanded;
    }

    List<String> clientIdClaims() {
        return clientIdClaims;
    }

    List<ClaimPath> scopes() {
        return scopes;
    }

    List<ClaimPath> roles() {
        return roles;
    }

    List<ClaimPath> groups() {
        return groups;
    }

    @Nullable
    Kind kind() {
        return kind;
    }

    boolean audienceFromClientId() {
        return audienceFromClientId;
    }

    /**
     * Names the profile.
     *
     * @return the name of its constant
     */
    @Override
    public String toString() {
        return name;
    }

    /** A profile that is being written down, beginning with RFC 9068. */
    private static final class Traits {

        private final String name;
        private final Set<String> types = new LinkedHashSet<>(Set.of(TokenTypes.ACCESS_TOKEN));
        private final Set<String> demanded = new LinkedHashSet<>(Set.of("sub", "client_id", "iat", "jti"));
        private boolean missingType;
        private List<String> clientIdClaims = List.of("client_id");
        private List<ClaimPath> scopes = List.of(ClaimPath.of("scope"));
        private List<ClaimPath> roles = List.of(ClaimPath.of("roles"));
        private List<ClaimPath> groups = List.of(ClaimPath.of("groups"));
        private @Nullable Kind kind;
        private boolean audienceFromClientId;

        Traits(String name) {
            this.name = name;
        }

        Traits type(String type) {
            types.add(CompactJws.normalizedType(type));
            return this;
        }

        Traits missingType() {
            missingType = true;
            return this;
        }

        Traits missing(String claim) {
            demanded.remove(claim);
            return this;
        }

        Traits demands(String claim) {
            demanded.add(claim);
            return this;
        }

        Traits clientId(String... claims) {
            clientIdClaims = List.of(claims);
            return this;
        }

        Traits scopes(String claim) {
            scopes = List.of(ClaimPath.of("scope"), ClaimPath.of(claim));
            return this;
        }

        Traits roles(String... path) {
            roles = List.of(ClaimPath.of(path));
            return this;
        }

        Traits groups(String... path) {
            groups = List.of(ClaimPath.of(path));
            return this;
        }

        Traits kind(String claim, String accessToken) {
            kind = new Kind(claim, accessToken);
            return this;
        }

        Traits audienceFromClientId() {
            audienceFromClientId = true;
            return this;
        }

        JwtProfile profile() {
            return new JwtProfile(this);
        }
    }
}
