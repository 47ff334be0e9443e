package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
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
                Arguments.of(caused(new ConnectException(), new ClosedChannelException()), "connection refused"),
                Arguments.of(new ConnectException("Connection refused: getsockopt"), "connection refused"),
                Arguments.of(
                        new ConnectException("Connection timed out"),
                        "time-out, no connection within the time that is allowed"),
                Arguments.of(
                        caused(new ConnectException("secret"), new NoRouteToHostException("secret")),
                        "no route from this machine to that address"),
                Arguments.of(
                        caused(new ConnectException("Network is unreachable"), new SocketException()),
                        "no route from this machine to that address"),
                Arguments.of(
                        caused(new ConnectException("secret"), new BindException("secret")),
                        "no connection, this machine has no address or port left for it"),
                Arguments.of(
                        new InternalError(new SocketException("Too many open files")),
                        "no connection, this process has too many files and connections open"),
                Arguments.of(caused(new ConnectException("secret"), new SocketException("secret")), "no connection"),
                Arguments.of(
                        caused(new IOException("secret"), new SocketException("Connection reset")),
                        "the connection was broken off"),
                Arguments.of(new IOException("Broken pipe"), "the connection was broken off"),
                Arguments.of(
                        caused(new IOException("secret"), new EOFException("secret")),
                        "the connection was closed before the answer was complete"),
                Arguments.of(new ProtocolException("Invalid status line: \"timed out\""), "the answer is no HTTP"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "TLS failed, what answers there does not speak it, but perhaps plain http"),
                Arguments.of(tls(new SocketException("Connection reset")), "TLS failed, the connection was broken off"),
                Arguments.of(tls(new EOFException("secret")), "TLS failed, the connection was broken off"),
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
        assertThat(FetchFailure.describe(behind(15, new ConnectException())), is("no connection"));
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
