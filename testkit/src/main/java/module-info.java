/**
 * For the tests of an application that Resource Protector protects: an authorization server in memory, tokens good and
 * bad, a clock that the test moves, and proof that every endpoint is protected.
 *
 * <p>Belongs in test scope. Nothing in it is secure: keys are made on the spot, and plain HTTP on loopback is spoken.
 */
module org.resourceprotector.testkit {
    requires transitive org.resourceprotector;
    requires transitive org.jspecify;
    requires com.nimbusds.jose.jwt;
    requires java.net.http;
    requires jdk.httpserver;
    requires static transitive org.junit.jupiter.api;

    exports org.resourceprotector.testkit;
}
