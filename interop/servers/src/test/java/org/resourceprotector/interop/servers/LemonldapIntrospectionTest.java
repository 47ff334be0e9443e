package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LemonLDAP::NG, asked about its opaque tokens; it tells for which client they are. */
@Tag("heavy")
class LemonldapIntrospectionTest extends IntrospectionContract<Lemonldap> {

    LemonldapIntrospectionTest() {
        super(Lemonldap::running);
    }

    @Override
    String introspection() {
        return "client-introspection";
    }

    @Override
    String clientInTheAnswer() {
        return "rp-opaque";
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheRelaxationItsTokensAreForNobody(Engine engine) {
        Api api = deploy(
                engine,
                "introspection",
                server().issuer(),
                server().introspectionClient(),
                server().introspectionSecret(),
                "PT0S",
                Lemonldap.AUDIENCE,
                "rp-opaque");
        assertInvalid(api.read(server().introspectedToken()));
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfDwho("rp-claims");
        Api api = deploy(
                engine,
                introspection(),
                server().issuer(),
                server().introspectionClient(),
                server().introspectionSecret(),
                "PT0S",
                "rp-claims");
        assertAccepted(api.owner(tokens.get("access_token").asText()));
        assertInvalid(api.owner(tokens.get("id_token").asText()));
        assertInvalid(api.owner(tokens.get("refresh_token").asText()));
    }

    /** This server does not sign its answers. */
    @ParameterizedTest
    @EnumSource
    void whereAnswersMustBeSignedPlainOnesDoNotCount(Engine engine) {
        Api api = deploySigned(engine, server().introspectionClient(), server().introspectionSecret());
        assertUnavailable(api.read(server().introspectedToken()));
    }
}
