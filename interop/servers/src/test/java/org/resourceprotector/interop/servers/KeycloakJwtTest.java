package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak, with an imported realm. */
class KeycloakJwtTest extends JwtContract<Keycloak> {

    private static final Duration UNTIL_THE_KEYS_ARE_DUE = Duration.ofMinutes(2);

    private static final String REALM_ROLES = """
            {"name": "realm roles", "protocol": "openid-connect", "protocolMapper": "oidc-usermodel-realm-role-mapper",
             "config": {"claim.name": "realm_access.roles", "multivalued": "true", "jsonType.label": "String",
                        "access.token.claim": "true"}}
            """;

    KeycloakJwtTest() {
        super(Keycloak::running);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfTheTypeOfRfc9068NeedsNoProfile(Engine engine) {
        Api strict = deployWith(engine, "RFC9068", Keycloak.AUDIENCE);
        String typed = server().token("svc-rfc9068", Map.of());
        assertAccepted(strict.read(typed));
        assertAccepted(deploy(engine).read(typed));
        assertInvalid(strict.read(server().token()));
    }

    @ParameterizedTest
    @EnumSource
    void aUsersTokenHasNoClientIdWithoutAMapper(Engine engine) {
        String client = server().admin().clientOnce("svc-bare", Keycloak.AUDIENCE_MAPPER);
        String mapping =
                server().admin().clientOnce("svc-mapped", Keycloak.AUDIENCE_MAPPER + "," + Keycloak.CLIENT_ID_MAPPER);
        String ofClient = server().token(client, Map.of());
        String bare = tokensOfJane(client).get("access_token").asText();
        String mapped = tokensOfJane(mapping).get("access_token").asText();
        assertThat(Jwt.claims(ofClient).get("client_id").asText(), is("svc-bare"));
        assertThat(Jwt.claims(bare).has("client_id"), is(false));
        assertThat(Jwt.claims(bare).get("azp").asText(), is("svc-bare"));
        assertThat(Jwt.claims(mapped).get("client_id").asText(), is("the-client"));
        assertAccepted(deploy(engine).read(bare));
        assertAccepted(deploy(engine).read(mapped));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithoutAudienceIsRefused(Engine engine) {
        String client = server().admin().clientOnce("svc-nowhere", "");
        String token = server().token(client, Map.of());
        assertThat(Jwt.claims(token).has("aud"), is(false));
        assertInvalid(deploy(engine).read(token));
    }

    @ParameterizedTest
    @EnumSource
    void theIssuerIsWhatTheClientCallsTheServerUnlessItHasAName(Engine engine) {
        String token = server().tokenFrom("localhost", "svc");
        assertThat(Jwt.claims(token).get("iss").asText(), is(server().issuer().replace("127.0.0.1", "localhost")));
        assertInvalid(deploy(engine).read(token));
    }

    @ParameterizedTest
    @EnumSource
    void realmRolesAreRoles(Engine engine) {
        Api api = deploy(engine);
        assertThat(api.file(server().token()).status(), is(403));
        assertAccepted(api.file(clerksToken()));
    }

    private String clerksToken() {
        String client = server().admin().clientOnce("svc-clerk", Keycloak.AUDIENCE_MAPPER + "," + REALM_ROLES);
        if (server().admin().read("/roles?search=clerk").isEmpty()) {
            server().admin().create("/roles", "{\"name\": \"clerk\"}");
        }
        String id = server().admin()
                .read("/clients?clientId=" + client)
                .get(0)
                .get("id")
                .asText();
        String account = server().admin()
                .read("/clients/" + id + "/service-account-user")
                .get("id")
                .asText();
        server().admin()
                .change(
                        "/users/" + account + "/role-mappings/realm",
                        "[" + server().admin().read("/roles/clerk") + "]");
        return server().token(client, Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        String client = server().admin().clientOnce("svc-user", Keycloak.AUDIENCE_MAPPER);
        JsonNode tokens = tokensOfJane(client);
        Api api = deployWith(engine, "KEYCLOAK", Keycloak.AUDIENCE, client, server().issuer());
        Answer answer = api.read(tokens.get("access_token").asText());
        assertAccepted(answer);
        assertInvalid(api.read(tokens.get("id_token").asText()));
        assertInvalid(api.read(tokens.get("refresh_token").asText()));
    }

    /** What a client gets for a user who logged in. */
    private JsonNode tokensOfJane(String client) {
        if (server().admin().read("/users?username=jane").isEmpty()) {
            server().admin().create("/users", """
                    {"username": "jane", "enabled": true, "email": "jane@example.test", "emailVerified": true,
                     "firstName": "Jane", "lastName": "Doe", "credentials": [{"type": "password", "value": "secret"}]}
                    """);
        }
        return server().grant(
                        client,
                        Map.of(),
                        Map.of("grant_type", "password", "username", "jane", "password", "secret", "scope", "openid"));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsBoundToAKeyIsRefusedAsAPlainBearerToken(Engine engine) {
        Map<String, String> proof = DpopProof.forTokenEndpoint(server().tokenEndpoint());
        String bound = server().token("svc-dpop", proof, Map.of());
        assertThat(Jwt.claims(bound).has("cnf"), is(true));
        assertInvalid(deploy(engine).read(bound));
        assertInvalid(deployWith(engine, "RFC9068", Keycloak.AUDIENCE).read(bound));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatTheServerWithdrewIsForgottenWhenTheKeysAreDue(Engine engine) {
        Api api = deploy(engine);
        String old = server().token();
        assertAccepted(api.read(old));
        server().rotate();
        assertThat(keyId(server().token()), is(not(keyId(old))));
        server().admin().withdrawOldKeys();
        assertAccepted(api.read(old));
        api.ageKeys(UNTIL_THE_KEYS_ARE_DUE);
        Await.until(
                "the old key is forgotten",
                Duration.ofSeconds(20),
                () -> api.read(old).status() == 401);
        assertAccepted(api.read(server().token()));
    }
}
