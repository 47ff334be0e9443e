package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spring Authorization Server, which runs where Spring runs. */
abstract class SpringJwtContract extends JwtContract<SpringAuthorizationServer> {

    SpringJwtContract(Supplier<SpringAuthorizationServer> running) {
        super(running);
    }

    /** Its tokens do not say for which client they are. */
    @Override
    String clientInTheToken() {
        return "null";
    }

    @ParameterizedTest
    @EnumSource
    void aTokenAsItComesIsForTheClientThatAskedForIt(Engine engine) {
        String token = server().token("svc-as-it-comes", "profile");
        assertThat(Jwt.claims(token).get("aud").asText(), is("svc-as-it-comes"));
        assertInvalid(deploy(engine).read(token));
        assertThat(
                deployWith(engine, server().profile(), "svc-as-it-comes")
                        .read(token)
                        .status(),
                is(200));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfTheTypeOfRfc9068NeedsNoProfile(Engine engine) {
        Api strict = deployWith(engine, "RFC9068", server().audience());
        Answer answer = strict.read(server().token("svc-rfc9068", "profile"));
        assertAccepted(answer);
        assertInvalid(strict.read(server().token()));
    }

    @ParameterizedTest
    @EnumSource
    void anOpaqueTokenIsNobodys(Engine engine) {
        assertInvalid(deploy(engine).read(server().token("svc-opaque", "profile")));
    }

    @ParameterizedTest
    @EnumSource
    void ofAUsersTokensOnlyTheAccessTokenIsOne(Engine engine) {
        JsonNode tokens = server().tokensOfJane();
        Api api = deployWith(engine, server().profile(), SpringAuthorizationServer.AUDIENCE, "web");
        assertThat(api.owner(tokens.get("access_token").asText()).body(), is("jane"));
        assertThat(Jwt.claims(tokens.get("id_token").asText()).get("aud").asText(), is("web"));
        assertInvalid(api.owner(tokens.get("id_token").asText()));
        assertInvalid(api.owner(tokens.get("refresh_token").asText()));
    }

    @ParameterizedTest
    @EnumSource
    void aRefreshedTokenIsAccepted(Engine engine) {
        JsonNode tokens = server().tokensOfJane();
        JsonNode fresh = server().refreshed(tokens.get("refresh_token").asText());
        Api api = deploy(engine);
        assertAccepted(api.read(fresh.get("access_token").asText()));
        assertInvalid(api.read(fresh.get("refresh_token").asText()));
    }
}
