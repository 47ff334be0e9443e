package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Apereo CAS, which writes a nonce into every token. */
@Tag("heavy")
class CasJwtTest extends JwtContract<Cas> {

    CasJwtTest() {
        super(Cas::running);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenAsItComesIsForTheClientAndHasANonce(Engine engine) {
        String token = server().token();
        assertThat(Jwt.header(token).get("alg").asText(), is("RS512"));
        assertThat(Jwt.claims(token).get("aud").asText(), is("svc"));
        assertThat(Jwt.claims(token).get("nonce").asText(), is(""));
        assertInvalid(deployWith(engine, "RFC9068", server().audience()).read(token));
        assertInvalid(deployWith(engine, "LEMONLDAP_NG", server().audience()).read(token));
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfAlice("svc");
        Api api = deploy(engine);
        assertThat(api.owner(tokens.get("access_token").asText()).body(), is("alice"));
        String id = tokens.get("id_token").asText();
        assertThat(Jwt.claims(id).get("aud").asText(), is("svc"));
        assertInvalid(api.owner(id));
        assertInvalid(api.owner(tokens.get("refresh_token").asText()));
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshedTokenIsAccepted(Engine engine) {
        JsonNode tokens = server().tokensOfAlice("svc");
        JsonNode fresh = server().refreshed("svc", tokens.get("refresh_token").asText());
        assertAccepted(deploy(engine).owner(fresh.get("access_token").asText()));
    }

    @ParameterizedTest
    @EnumSource
    void anOpaqueTokenIsNobodys(Engine engine) {
        assertInvalid(deploy(engine).read(server().introspectedToken()));
    }
}
