package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LemonLDAP::NG, whose ID tokens are for the audiences of the access token. */
@Tag("heavy")
class LemonldapJwtTest extends JwtContract<Lemonldap> {

    LemonldapJwtTest() {
        super(Lemonldap::running);
    }

    @Override
    String clientInTheToken() {
        return "rp-jwt";
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfDwho("rp-claims");
        Api api = deployWith(engine, server().profile(), Lemonldap.AUDIENCE, "rp-claims");
        assertThat(api.owner(tokens.get("access_token").asText()).body(), is("dwho"));
        String id = tokens.get("id_token").asText();
        List<String> audience = StreamSupport.stream(Jwt.claims(id).get("aud").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        assertThat(audience, hasItem(Lemonldap.AUDIENCE));
        assertInvalid(api.owner(id));
        assertInvalid(api.owner(tokens.get("refresh_token").asText()));
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshedTokenIsAccepted(Engine engine) {
        JsonNode tokens = server().tokensOfDwho("rp-claims");
        JsonNode fresh =
                server().refreshed("rp-claims", tokens.get("refresh_token").asText());
        assertAccepted(deploy(engine).owner(fresh.get("access_token").asText()));
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheProfileItsTokensAreRefused(Engine engine) {
        assertInvalid(deployWith(engine, "RFC9068", server().audience()).read(server().token()));
    }

    @ParameterizedTest
    @EnumSource
    void anOpaqueTokenIsNobodys(Engine engine) {
        assertInvalid(deploy(engine).read(server().introspectedToken()));
    }
}
