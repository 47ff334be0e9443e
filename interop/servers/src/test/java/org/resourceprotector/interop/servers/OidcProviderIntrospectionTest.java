package org.resourceprotector.interop.servers;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The npm package oidc-provider, asked about its opaque tokens. */
class OidcProviderIntrospectionTest extends IntrospectionContract<OidcProvider> {

    OidcProviderIntrospectionTest() {
        super(OidcProvider::running);
    }

    @ParameterizedTest
    @EnumSource
    void signedAnswersCountAndTellOfRevocation(Engine engine) {
        Api api = deploySigned(engine, "rs-jwt", "rs-secret-long-enough-for-hs256-0123456789");
        String token = server().introspectedToken();
        assertAccepted(api.read(token));
        assertInsufficient(api.write(token), "orders:write");
        server().revoke(token);
        assertInvalid(api.read(token));
    }

    @ParameterizedTest
    @EnumSource
    void itTellsNothingOfItsJwts(Engine engine) {
        assertInvalid(deploy(engine, NO_CACHE).read(server().token()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsBoundToAKeyIsRefusedAsAPlainBearerToken(Engine engine) {
        Map<String, String> proof = DpopProof.forTokenEndpoint(server().tokenEndpoint());
        String bound = server().token("svc-dpop", OidcProvider.OPAQUE, "profile", proof);
        assertInvalid(deploy(engine, NO_CACHE).read(bound));
    }
}
