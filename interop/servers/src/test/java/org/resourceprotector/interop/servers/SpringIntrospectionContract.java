package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spring Authorization Server, asked about its opaque tokens. */
abstract class SpringIntrospectionContract extends IntrospectionContract<SpringAuthorizationServer> {

    SpringIntrospectionContract(Supplier<SpringAuthorizationServer> running) {
        super(running);
    }

    @Override
    String introspection() {
        return "bearer-introspection";
    }

    @ParameterizedTest
    @EnumSource
    void itTellsOfItsJwtsToo(Engine engine) {
        assertAccepted(deploy(engine, NO_CACHE).read(server().token()));
    }

    /** This server does not sign its answers. */
    @ParameterizedTest
    @EnumSource
    void whereAnswersMustBeSignedPlainOnesDoNotCount(Engine engine) {
        Api api = deploySigned(engine, server().introspectionClient(), server().introspectionSecret());
        assertUnavailable(api.read(server().introspectedToken()));
    }

    /** It says of all of them that they are active. */
    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfJane();
        Api api = deploy(engine, NO_CACHE);
        assertAccepted(api.read(tokens.get("access_token").asText()));
        for (String other : new String[] {"id_token", "refresh_token"}) {
            String token = tokens.get(other).asText();
            assertThat(other, server().introspected(token).get("active").asBoolean(), is(true));
            assertInvalid(api.owner(token));
        }
    }

    /** Where tokens are left as they come, the audience is the client, as it is in ID tokens. */
    @ParameterizedTest
    @EnumSource
    void whereTheAudienceIsTheClientTheTokenTypeTellsAccessTokens(Engine engine) {
        JsonNode tokens = server().tokensOfJane();
        String id = tokens.get("id_token").asText();
        Api any = deploy(engine, "introspection", server().issuer(), "rs", "rs-secret", "PT0S", "web");
        assertAccepted(any.owner(id));
        Api typed = deploy(
                engine,
                introspection(),
                server().issuer(),
                "rs",
                "rs-secret",
                "PT0S",
                "web",
                server().introspectedAudience());
        assertInvalid(typed.owner(id));
        assertAccepted(typed.read(tokens.get("access_token").asText()));
        assertInvalid(typed.read(tokens.get("refresh_token").asText()));
    }
}
