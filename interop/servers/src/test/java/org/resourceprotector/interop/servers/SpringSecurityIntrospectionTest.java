package org.resourceprotector.interop.servers;

/** The same as a part of Spring Security 7.1. */
class SpringSecurityIntrospectionTest extends SpringIntrospectionContract {

    SpringSecurityIntrospectionTest() {
        super(SpringAuthorizationServer.OF_SECURITY);
    }
}
