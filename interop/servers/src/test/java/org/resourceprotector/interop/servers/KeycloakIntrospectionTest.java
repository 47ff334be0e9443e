package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keycloak, asked about the JWTs that it issued; others it does not have. */
class KeycloakIntrospectionTest extends IntrospectionContract<Keycloak> {

    private static final String ASKING_CLIENT_MAPPER = """
            {"name": "aud-introspection", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
             "config": {"included.client.audience": "rs-introspect", "access.token.claim": "true",
                        "introspection.token.claim": "true"}}
            """;

    KeycloakIntrospectionTest() {
        super(Keycloak::running);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsActiveOnlyForAClientInItsAudience(Engine engine) {
        Api api = deploy(engine, NO_CACHE);
        String client = server().admin().clientOnce("svc-for-the-api", Keycloak.AUDIENCE_MAPPER);
        String token = server().token(client, Map.of());
        assertThat(Jwt.claims(token).get("aud").asText(), is(Keycloak.AUDIENCE));
        assertInvalid(api.read(token));
        String both = Keycloak.AUDIENCE_MAPPER + "," + ASKING_CLIENT_MAPPER;
        assertAccepted(api.read(server().token(server().admin().clientOnce("svc-for-both", both), Map.of())));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsBoundToAKeyIsRefusedAsAPlainBearerToken(Engine engine) {
        Map<String, String> proof = DpopProof.forTokenEndpoint(server().tokenEndpoint());
        assertInvalid(deploy(engine, NO_CACHE).read(server().token("svc-dpop", proof, Map.of())));
    }

    /** This server does not sign its answers. */
    @ParameterizedTest
    @EnumSource
    void whereAnswersMustBeSignedPlainOnesDoNotCount(Engine engine) {
        Api api = deploySigned(engine, server().introspectionClient(), server().introspectionSecret());
        assertUnavailable(api.read(server().introspectedToken()));
    }
}
