package org.resourceprotector.interop.servers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spring Authorization Server, asked about its opaque tokens. */
class SpringAuthorizationServerIntrospectionTest extends IntrospectionContract<SpringAuthorizationServer> {

    SpringAuthorizationServerIntrospectionTest() {
        super(SpringAuthorizationServer::running);
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
}
