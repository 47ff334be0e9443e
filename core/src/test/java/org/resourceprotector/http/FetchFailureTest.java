package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FetchFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new UnknownHostException("as"), "unknown host, not found by the DNS of this machine"),
                Arguments.of(
                        caused(new ConnectException(), new UnresolvedAddressException()),
                        "unknown host, not found by the DNS of this machine"),
                Arguments.of(
                        new HttpConnectTimeoutException(""), "time-out, no connection within the time that is allowed"),
                Arguments.of(new HttpTimeoutException(""), "time-out, no answer within the time that is allowed"),
                Arguments.of(new TimeoutException(), "time-out, no answer within the time that is allowed"),
                Arguments.of(new ConnectException(), "connection refused"),
                Arguments.of(
                        tls(new CertificateExpiredException()),
                        "its certificate is expired, or the clock of this machine is wrong"),
                Arguments.of(
                        tls(new CertificateNotYetValidException()),
                        "its certificate is not valid yet, or the clock of this machine is wrong"),
                Arguments.of(
                        tls(new CertPathBuilderException()),
                        "its certificate is not trusted; httpClient(...) can bring other trust anchors than those of the JVM"),
                Arguments.of(
                        tls(new CertPathValidatorException()),
                        "its certificate is not trusted; httpClient(...) can bring other trust anchors than those of the JVM"),
                Arguments.of(
                        tls(new CertificateException("No subject alternative DNS name matching as found.")),
                        "its certificate is for another name"),
                Arguments.of(
                        tls(new CertificateException("No name matching as found")),
                        "its certificate is for another name"),
                Arguments.of(tls(new CertificateException("odd")), "TLS failed, SSLHandshakeException"),
                Arguments.of(new CertificateException(), "TLS failed, CertificateException"),
                Arguments.of(new SSLHandshakeException("secret"), "TLS failed, SSLHandshakeException"),
                Arguments.of(new CancellationException("secret"), "cancelled"),
                Arguments.of(new IOException("secret"), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatWentWrongIsSaidInPlainWords(Throwable failure, String words) {
        assertThat(FetchFailure.describe(failure), is(words));
    }

    @Test
    void causesThatGoOnAndOn_areNotFollowedForEver() {
        Throwable first = new IOException();
        Throwable second = new IOException(first);
        first.initCause(second);

        assertThat(FetchFailure.describe(first), is("IOException"));
        assertThat(FetchFailure.describe(behind(15, new ConnectException())), is("connection refused"));
        assertThat(FetchFailure.describe(behind(16, new ConnectException())), is("Exception"));
    }

    @Test
    void addressIsShownWithoutWhatMayBeSecret() {
        assertThat(address("https://user:pw@as.example:8443/a%20b?token=x#y"), is("https://as.example:8443/a%20b"));
        assertThat(address("https://as.example"), is("https://as.example"));
        assertThat(address("https://as.example:0/"), is("https://as.example:0/"));
        assertThat(address("https://as.example/caf\u00e9"), is("https://as.example/caf?"));
        assertThat(address("mailto:a@as.example"), is("an address without a host"));
    }

    @Test
    void endlessAddressIsCutOff() {
        String longest = "https://as.example/" + "x".repeat(281);

        assertThat(address(longest), is(longest));
        assertThat(address(longest + "y"), is(longest + "..."));
    }

    private static String address(String uri) {
        return FetchFailure.address(URI.create(uri));
    }

    private static Throwable tls(Throwable cause) {
        return caused(new SSLHandshakeException(""), cause);
    }

    private static Throwable caused(Throwable failure, Throwable cause) {
        return failure.initCause(cause);
    }

    private static Throwable behind(int others, Throwable failure) {
        Throwable outermost = failure;
        for (int i = 0; i < others; i++) {
            outermost = new Exception(outermost);
        }
        return outermost;
    }
}
