package org.resourceprotector.interop.servers;

/** Spring Authorization Server 1.5. */
class SpringAuthorizationServerJwtTest extends SpringJwtContract {

    SpringAuthorizationServerJwtTest() {
        super(SpringAuthorizationServer.OF_ITS_OWN);
    }
}
