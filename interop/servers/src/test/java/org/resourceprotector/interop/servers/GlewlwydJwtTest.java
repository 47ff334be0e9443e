package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Glewlwyd, whose tokens are those of RFC 9068. */
@Tag("heavy")
class GlewlwydJwtTest extends JwtContract<Glewlwyd> {

    GlewlwydJwtTest() {
        super(Glewlwyd::running);
    }

    /** How long tokens live is the same for all of an issuer. */
    @Override
    @ParameterizedTest
    @EnumSource
    void aTokenOfTwoSecondsIsRefusedAfterThemAndTheSkew(Engine engine) {
        Api api = deploy(engine, "jwt", server().issuerOfTwoSeconds(), server().profile(), Glewlwyd.AUDIENCE);
        String token = server().tokenOfTwoSeconds();
        assertAccepted(api.read(token));
        api.ageTokens(SKEW.plusSeconds(3));
        assertInvalid(api.read(token));
        assertInvalid(api.read(server().tokenOfTwoSeconds()));
    }

    @ParameterizedTest
    @EnumSource
    void withoutAResourceTheScopesAreTheAudience(Engine engine) {
        String token = server().tokenForAnotherAudience();
        assertThat(Jwt.claims(token).get("aud").asText(), is("profile"));
        assertInvalid(deploy(engine).read(token));
        assertAccepted(deployWith(engine, server().profile(), "profile").read(token));
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfAdmin("openid");
        Api api = deployWith(engine, server().profile(), "openid", "svc");
        assertAccepted(api.owner(tokens.get("access_token").asText()));
        String id = tokens.get("id_token").asText();
        assertThat(Jwt.claims(id).get("aud").asText(), is("svc"));
        assertInvalid(api.owner(id));
        String refresh = tokens.get("refresh_token").asText();
        assertInvalid(api.owner(refresh));
        assertAccepted(api.owner(server().refreshed(refresh).get("access_token").asText()));
    }
}
