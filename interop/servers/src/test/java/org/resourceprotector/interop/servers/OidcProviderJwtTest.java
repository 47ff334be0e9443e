package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The npm package oidc-provider, whose tokens are those of RFC 9068. */
class OidcProviderJwtTest extends JwtContract<OidcProvider> {

    OidcProviderJwtTest() {
        super(OidcProvider::running);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenSignedOnAnEllipticCurveIsAccepted(Engine engine) {
        String token = server().token("urn:api:es256", "profile");
        assertThat(Jwt.header(token).get("alg").asText(), is("ES256"));
        Answer answer = deployWith(engine, "RFC9068", "urn:api:es256").read(token);
        assertAccepted(answer);
    }

    @ParameterizedTest
    @EnumSource
    void anOpaqueTokenIsNobodys(Engine engine) {
        assertInvalid(deploy(engine).read(server().token("urn:api:opaque", "profile")));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsBoundToAKeyIsRefusedAsAPlainBearerToken(Engine engine) {
        Map<String, String> proof = DpopProof.forTokenEndpoint(server().tokenEndpoint());
        String bound = server().token("svc-dpop", OidcProvider.JWT, "profile", proof);
        assertThat(Jwt.claims(bound).has("cnf"), is(true));
        assertInvalid(deploy(engine).read(bound));
    }

    @ParameterizedTest
    @EnumSource
    void aNewKeyOfAnOldIdentifierIsSeenAtOnce(Engine engine) {
        Api api = deploy(engine);
        String old = server().token();
        assertAccepted(api.read(old));
        server().stop();
        server().startWithTheSameKeyIds();
        String fresh = server().token();
        assertThat(keyId(fresh), is(keyId(old)));
        assertAccepted(api.read(fresh));
        assertInvalid(api.read(old));
    }
}
