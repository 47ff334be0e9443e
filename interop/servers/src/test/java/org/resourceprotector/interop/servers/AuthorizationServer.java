package org.resourceprotector.interop.servers;

/** A real authorization server on loopback, set up as {@code docs/authorization-servers.md} tells. */
interface AuthorizationServer extends AutoCloseable {

    /** Starts it, again at the same address where it ran before, and waits until it answers. */
    void start();

    /** Stops it; it answers nobody then. */
    void stop();

    /** Has it sign with a new key of a new identifier. */
    void rotate();

    String issuer();

    /** Who the application is, as the server knows it. */
    String[] audience();

    /** The name of the profile with which the application is deployed. */
    String profile();

    /** A token that may read, for five minutes. */
    String token();

    /** The same, that may write, too. */
    String tokenThatMayWrite();

    /** A token that may read, for two seconds. */
    String tokenOfTwoSeconds();

    /** A token that may read at another resource server. */
    String tokenForAnotherAudience();

    /** A token that may read, for five minutes, to be introspected; opaque where the server has such. */
    String introspectedToken();

    /** The same, that may write, too. */
    String introspectedTokenThatMayWrite();

    /** Whom the tokens to be introspected are for. */
    String introspectedAudience();

    /** The client as which the application asks. */
    String introspectionClient();

    String introspectionSecret();

    /** Revokes a token to be introspected. */
    void revoke(String token);

    @Override
    default void close() {
        stop();
    }
}
