package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spring Authorization Server, which runs where Spring runs. */
class SpringAuthorizationServerJwtTest extends JwtContract<SpringAuthorizationServer> {

    SpringAuthorizationServerJwtTest() {
        super(SpringAuthorizationServer::running);
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
}
