package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"https://as.example", "HTTPS://as.example/x?y=z", "https://127.0.0.1:8443/", "https://[::1]/"})
    void httpsIsSafe(String uri) {
        assertThat(SecureUri.require(URI.create(uri), false), is(URI.create(uri)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost",
                "http://LOCALHOST:80/x",
                "http://127.0.0.1:1",
                "http://127.255.0.9",
                "http://[::1]:9"
            })
    void plainHttpToLoopbackIsSafeOnlyWhereAllowed(String uri) {
        assertThat(SecureUri.require(URI.create(uri), true), is(URI.create(uri)));
        assertThrows(IllegalArgumentException.class, () -> SecureUri.require(URI.create(uri), false));
    }

    @ParameterizedTest
    @DisplayName("R8414-2-a R8414-2-b plain http to another host is refused even where loopback is allowed")
    @ValueSource(
            strings = {
                "http://as.example",
                "http://localhost.as.example",
                "http://127.0.0.1.as.example",
                "http://127.as.example",
                "http://127.0.0.256",
                "http://127.0.0",
                "http://128.0.0.1",
                "http://10.0.0.1",
                "http://0.0.0.0",
                "http://[::2]",
                "http://[::ffff:127.0.0.1]",
                "ftp://localhost",
                "ws://localhost",
                "file:///etc/passwd",
                "//localhost/x",
                "/x",
                "mailto:a@b",
                "https:///x",
                "https:x",
                "http://127.0.0.0001/",
            })
    void everythingElseIsRefused(String uri) {
        assertThrows(IllegalArgumentException.class, () -> SecureUri.require(URI.create(uri), true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@as.example",
                "https://u:p@as.example",
                "https://as.example/#f",
                "https://as.example#"
            })
    void userAndFragmentAreRefused(String uri) {
        assertThat(refusal(uri), is("issuer must have no user and no fragment"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as.example.com", "as.example.com:8443", "localhost:8080", "https:///x", "https://as_1"})
    void addressWithoutAHost_isToldWhatToWrite(String uri) {
        assertThat(
                refusal(uri),
                is(
                        "issuer must begin with https:// and a host without underscores, for example https://as.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://as.example.com", "ftp://as.example.com"})
    void otherScheme_isToldWhatToWrite(String uri) {
        assertThat(
                refusal(uri),
                is("issuer must begin with https://; plain http is for loopback hosts, and only by"
                        + " insecureLoopbackHttp()"));
    }

    private static String refusal(String uri) {
        return assertThrows(
                        IllegalArgumentException.class,
                        () -> SecureUri.require("issuer", URI.create(uri), PlainHttp.loopback(true)))
                .getMessage();
    }
}
