package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Glewlwyd, asked about its JWTs. */
@Tag("heavy")
class GlewlwydIntrospectionTest extends IntrospectionContract<Glewlwyd> {

    GlewlwydIntrospectionTest() {
        super(Glewlwyd::running);
    }

    /** It says of all of them that they are active, and of which kind they are. */
    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfAdmin("openid");
        Api api = deploy(
                engine,
                introspection(),
                server().issuer(),
                server().introspectionClient(),
                server().introspectionSecret(),
                "PT0S",
                "openid",
                "svc");
        assertAccepted(api.owner(tokens.get("access_token").asText()));
        for (String kind : new String[] {"id_token", "refresh_token"}) {
            String token = tokens.get(kind).asText();
            JsonNode answer = server().introspected(token);
            assertThat(kind, answer.get("active").asBoolean(), is(true));
            assertThat(answer.get("aud").asText(), is("svc"));
            assertThat(answer.get("token_type").asText(), is(kind));
            assertInvalid(api.owner(token));
        }
    }

    /** It has no signed answer for tokens that are not active, and addresses the others to the audience of the token. */
    @ParameterizedTest
    @EnumSource
    void ofGoodTokensItsAnswersAreSignedIfTheyMustBe(Engine engine) {
        JsonNode answer = Jwt.claims(server().signedIntrospection(server().introspectedToken()));
        assertThat(answer.get("token_introspection").get("active").asBoolean(), is(true));
        assertThat(answer.get("aud").asText(), is(Glewlwyd.AUDIENCE));
        Api api = deploySigned(engine, server().introspectionClient(), server().introspectionSecret());
        assertAccepted(api.read(server().introspectedToken()));
        assertInsufficient(api.write(server().introspectedToken()), "orders:write");
        assertUnavailable(api.read(server().tokenForAnotherAudience()));
        JsonNode tokens = server().tokensOfAdmin("openid");
        assertUnavailable(api.owner(tokens.get("id_token").asText()));
        assertUnavailable(api.owner(tokens.get("refresh_token").asText()));
        String revoked = server().introspectedToken();
        server().revoke(revoked);
        assertUnavailable(api.read(revoked));
        assertUnavailable(api.read("nothing-that-anybody-issued"));
        assertAccepted(api.read(server().introspectedToken()));
    }
}
