package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The npm package oauth2-mock-server, whose tokens need most of the relaxations that there are. */
class Oauth2MockServerJwtTest extends JwtContract<Oauth2MockServer> {

    Oauth2MockServerJwtTest() {
        super(Oauth2MockServer::running);
    }

    @Override
    String clientInTheToken() {
        return "null";
    }

    @ParameterizedTest
    @EnumSource
    void aTokenAsItComesTellsNeitherSubjectNorClient(Engine engine) {
        String bare = server().token(Map.of("sub", "none"));
        assertThat(Jwt.header(bare).get("typ").asText(), is("JWT"));
        for (String claim : new String[] {"sub", "client_id", "jti"}) {
            assertThat(claim, Jwt.claims(bare).has(claim), is(false));
        }
        assertInvalid(deploy(engine).read(bare));
    }

    @ParameterizedTest
    @EnumSource
    void aNonceIsAcceptedButNoTokenOfAnotherKind(Engine engine) {
        Api api = deploy(engine);
        assertAccepted(api.read(server().token(Map.of("nonce", "of-the-client"))));
        assertAccepted(api.read(server().token(Map.of("nonce", ""))));
        assertInvalid(api.read(server().token(Map.of("nonce", "of-the-client", "at_hash", "x"))));
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheRelaxationsItsTokensAreRefused(Engine engine) {
        assertInvalid(deployWith(engine, "RFC9068", server().audience()).read(server().token()));
        assertInvalid(deployWith(engine, "KEYCLOAK", server().audience()).read(server().token()));
    }
}
