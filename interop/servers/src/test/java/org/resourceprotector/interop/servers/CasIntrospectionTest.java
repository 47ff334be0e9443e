package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Apereo CAS, asked about its opaque tokens. */
@Tag("heavy")
class CasIntrospectionTest extends IntrospectionContract<Cas> {

    CasIntrospectionTest() {
        super(Cas::running);
    }

    @Override
    String introspection() {
        return "granted-introspection";
    }

    /** It says of refresh tokens what it says of access tokens, but for which grant they are. */
    @ParameterizedTest
    @EnumSource
    void aRefreshTokenIsToldByTheGrantThatItLacks(Engine engine) {
        JsonNode tokens = server().tokensOfAlice("svc-opaque");
        String access = tokens.get("access_token").asText();
        String refresh = tokens.get("refresh_token").asText();
        assertThat(server().introspected(refresh).ok().json().get("active").asBoolean(), is(true));
        Api careless = deploy(engine, "introspection", server().issuer(), "rs", "rs-secret", "PT0S", "svc-opaque");
        assertAccepted(careless.owner(refresh));
        Api api = deploy(engine, NO_CACHE);
        assertAccepted(api.owner(access));
        assertInvalid(api.owner(refresh));
        JsonNode fresh = server().refreshed("svc-opaque", refresh);
        assertAccepted(api.owner(fresh.get("access_token").asText()));
    }

    /** Its answer to a JWT that is none of its access tokens is an error, which says nothing of the token. */
    @ParameterizedTest
    @EnumSource
    void askedAboutAnIdTokenItSaysNothing(Engine engine) {
        String id = server().tokensOfAlice("svc-opaque").get("id_token").asText();
        assertThat(server().introspected(id).status(), is(400));
        Api api = deploy(engine, NO_CACHE);
        assertUnavailable(api.owner(id));
        assertAccepted(api.owner(server().introspectedToken()));
    }

    /** This server does not sign its answers. */
    @ParameterizedTest
    @EnumSource
    void whereAnswersMustBeSignedPlainOnesDoNotCount(Engine engine) {
        Api api = deploySigned(engine, server().introspectionClient(), server().introspectionSecret());
        assertUnavailable(api.read(server().introspectedToken()));
    }
}
