package org.resourceprotector.interop.servers;

/** The same as a part of Spring Security 7.1. */
class SpringSecurityJwtTest extends SpringJwtContract {

    SpringSecurityJwtTest() {
        super(SpringAuthorizationServer.OF_SECURITY);
    }
}
