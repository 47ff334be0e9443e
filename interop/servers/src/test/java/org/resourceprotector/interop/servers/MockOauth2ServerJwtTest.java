package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Maven artifact mock-oauth2-server, whose keys change under their names. */
class MockOauth2ServerJwtTest extends JwtContract<MockOauth2Server> {

    MockOauth2ServerJwtTest() {
        super(MockOauth2Server::running);
    }

    @Override
    String clientInTheToken() {
        return "null";
    }

    /** All of its keys have the same identifier. */
    @Override
    String keyOf(String token) {
        return server().key();
    }

    /** How long tokens live is the same for all of an issuer. */
    @Override
    @ParameterizedTest
    @EnumSource
    void aTokenOfTwoSecondsIsRefusedAfterThemAndTheSkew(Engine engine) {
        Api api = deploy(engine, "jwt", server().issuerOfTwoSeconds(), server().profile(), MockOauth2Server.AUDIENCE);
        String token = server().tokenOfTwoSeconds();
        assertAccepted(api.read(token));
        api.ageTokens(SKEW.plusSeconds(3));
        assertInvalid(api.read(token));
        assertInvalid(api.read(server().tokenOfTwoSeconds()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfAnotherIssuerOfTheServerIsRefused(Engine engine) {
        assertInvalid(deploy(engine).read(server().tokenOfTwoSeconds()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenAsItComesIsForTheScopeAndTellsNeitherScopeNorClient(Engine engine) {
        String issuer = server().issuerAsItComes();
        String token = server().token(issuer, Map.of("scope", "orders"));
        assertThat(Jwt.header(token).get("typ").asText(), is("JWT"));
        assertThat(Jwt.claims(token).get("aud").asText(), is("orders"));
        assertThat(Jwt.claims(token).has("scope"), is(false));
        assertThat(Jwt.claims(token).has("client_id"), is(false));
        Api api = deploy(engine, "jwt", issuer, server().profile(), "orders");
        assertInsufficient(api.read(token), "profile");
        assertThat(api.owner(token).body(), is("web"));
        assertInvalid(deploy(engine, "jwt", issuer, "RFC9068", "orders").owner(token));
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensAsTheyComeTheIdTokenIsForTheClient(Engine engine) {
        JsonNode tokens = server().tokensOfJane(server().issuerAsItComes(), "of-the-client");
        String access = tokens.get("access_token").asText();
        String id = tokens.get("id_token").asText();
        assertThat(Jwt.claims(access).get("nonce").asText(), is("of-the-client"));
        assertThat(Jwt.claims(access).get("aud").asText(), is("default"));
        assertThat(Jwt.claims(id).get("aud").asText(), is("web"));
        assertThat(Jwt.claims(id).has("at_hash"), is(false));
        Api api = deploy(engine, "jwt", server().issuerAsItComes(), MockOauth2Server.NONCE_ACCEPTED, "default");
        assertAccepted(api.owner(access));
        assertInvalid(api.owner(id));
    }

    /** The audience does not tell it then; the nonce does, of clients that send one, where it is not accepted. */
    @ParameterizedTest
    @EnumSource
    void anAudienceThatAMappingWritesIsInIdTokensToo(Engine engine) {
        JsonNode tokens = server().tokensOfJane(server().issuer(), "of-the-client");
        String access = tokens.get("access_token").asText();
        String id = tokens.get("id_token").asText();
        assertThat(Jwt.claims(id).get("aud").asText(), is(MockOauth2Server.AUDIENCE));
        Api api = deploy(engine);
        assertInvalid(api.read(access));
        assertInvalid(api.read(id));
        Api careless = deployWith(engine, MockOauth2Server.NONCE_ACCEPTED, server().audience());
        assertAccepted(careless.read(access));
        assertAccepted(careless.read(id));
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshTokenIsRefusedAndWhatItBringsIsAccepted(Engine engine) {
        Api api = deploy(engine);
        String unsigned = server().tokensOfJane(server().issuer(), "of-the-client")
                .get("refresh_token")
                .asText();
        assertThat(Jwt.header(unsigned).get("alg").asText(), is("none"));
        assertInvalid(api.read(unsigned));
        String refresh = server().tokensOfJane(server().issuer(), "")
                .get("refresh_token")
                .asText();
        assertInvalid(api.read(refresh));
        JsonNode fresh =
                server().grant(server().issuer(), Map.of("grant_type", "refresh_token", "refresh_token", refresh));
        assertAccepted(api.read(fresh.get("access_token").asText()));
    }

    /** Neither its access tokens nor its clients can be revoked, so that the rest of the contract does not apply. */
    @ParameterizedTest
    @EnumSource
    void askedAboutItsTokensItTellsTheirAudience(Engine engine) {
        Api api = deploy(engine, "introspection", server().issuer(), "rs", "secret", "PT0S", MockOauth2Server.AUDIENCE);
        assertAccepted(api.read(server().token()));
        assertInsufficient(api.write(server().token()), "orders:write");
        assertAccepted(api.write(server().tokenThatMayWrite()));
        assertInvalid(api.read(server().tokenForAnotherAudience()));
        assertInvalid(api.read(server().tokenOfTwoSeconds()));
        JsonNode tokens = server().tokensOfJane(server().issuer(), "");
        assertAccepted(api.read(tokens.get("access_token").asText()));
        assertInvalid(api.read(tokens.get("refresh_token").asText()));
        assertInvalid(api.read("nothing-that-anybody-issued"));
    }
}
