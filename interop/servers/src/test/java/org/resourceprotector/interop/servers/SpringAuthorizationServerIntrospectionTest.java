package org.resourceprotector.interop.servers;

/** Spring Authorization Server 1.5. */
class SpringAuthorizationServerIntrospectionTest extends SpringIntrospectionContract {

    SpringAuthorizationServerIntrospectionTest() {
        super(SpringAuthorizationServer.OF_ITS_OWN);
    }
}
