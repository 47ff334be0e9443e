package org.resourceprotector.http;

import java.io.EOFException;
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
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words of our own why a server was not reached.
 *
 * <p>Stateless, thread-safe.
 */
final class FetchFailure {

    private static final int MAX_CAUSES = 16;
    private static final int MAX_ADDRESS_LENGTH = 300;

    private FetchFailure() {}

    /**
     * Describes a failure by its types and, where these do not tell, by words that are known in a message. None of the
     * message is shown.
     */
    static String describe(Throwable failure) {
        if (has(failure, UnknownHostException.class) || has(failure, UnresolvedAddressException.class)) {
            return "unknown host, not found by the DNS of this machine";
        }
        if (has(failure, HttpConnectTimeoutException.class)) {
            return "time-out, no connection within the time that is allowed";
        }
        if (has(failure, HttpTimeoutException.class) || has(failure, TimeoutException.class)) {
            return "time-out, no answer within the time that is allowed";
        }
        if (has(failure, ProtocolException.class)) {
            // before any message is looked at, as this one has what the server wrote
            return "the answer is no HTTP";
        }
        if (has(failure, SSLException.class) || has(failure, CertificateException.class)) {
            return tls(failure);
        }
        if (says(failure, "too many open files")) {
            return "no connection, this process has too many files and connections open";
        }
        if (has(failure, ConnectException.class)) {
            return connecting(failure);
        }
        if (has(failure, SocketException.class) || says(failure, "connection reset", "broken pipe")) {
            return "the connection was broken off";
        }
        if (has(failure, EOFException.class)) {
            return "the connection was closed before the answer was complete";
        }
        return failure instanceof CancellationException
                ? "cancelled"
                : failure.getClass().getSimpleName();
    }

    /**
     * The JDK's client has one type for all that goes wrong before there is a connection. After a refusal it tries once
     * more, by a channel that is closed by then, so that this is all that it tells.
     */
    private static String connecting(Throwable failure) {
        if (has(failure, NoRouteToHostException.class) || says(failure, "network is unreachable")) {
            return "no route from this machine to that address";
        }
        if (has(failure, BindException.class)) {
            return "no connection, this machine has no address or port left for it";
        }
        if (says(failure, "timed out")) {
            return "time-out, no connection within the time that is allowed";
        }
        return has(failure, ClosedChannelException.class) || says(failure, "connection refused")
                ? "connection refused"
                : "no connection";
    }

    /** Whether the system, or the JDK, says one of these in the message of a failure or a cause. */
    private static boolean says(Throwable failure, String... words) {
        Throwable next = failure;
        for (int depth = 0; depth < MAX_CAUSES && next != null; depth++) {
            String message = String.valueOf(next.getMessage()).toLowerCase(Locale.ROOT);
            if (Stream.of(words).anyMatch(message::contains)) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    private static String tls(Throwable failure) {
        if (has(failure, CertificateExpiredException.class)) {
            return "its certificate is expired, or the clock of this machine is wrong";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet, or the clock of this machine is wrong";
        }
        if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return "its certificate is not trusted; httpClient(...) can bring other trust anchors than those of the JVM";
        }
        CertificateException mismatch = find(failure, CertificateException.class);
        if (mismatch != null && isAboutTheName(String.valueOf(mismatch.getMessage()))) {
            return "its certificate is for another name";
        }
        if (says(failure, "unrecognized ssl message")) {
            return "TLS failed, what answers there does not speak it, but perhaps plain http";
        }
        if (has(failure, SocketException.class) || has(failure, EOFException.class)) {
            return "TLS failed, the connection was broken off";
        }
        return "TLS failed, " + failure.getClass().getSimpleName();
    }

    /** What the checker of host names of the JDK writes. */
    private static boolean isAboutTheName(String message) {
        return message.startsWith("No subject alternative") || message.startsWith("No name matching");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return find(failure, type) != null;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable next = failure;
        for (int depth = 0; depth < MAX_CAUSES && next != null; depth++) {
            if (type.isInstance(next)) {
                return type.cast(next);
            }
            next = next.getCause();
        }
        return null;
    }

    /** An address for the log: without user, query and fragment, which may have secrets. */
    static String address(URI uri) {
        if (uri.getHost() == null) {
            return "an address without a host";
        }
        String address = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + String.valueOf(uri.getRawPath()).replaceAll("[^!-~]", "?");
        return address.length() <= MAX_ADDRESS_LENGTH ? address : address.substring(0, MAX_ADDRESS_LENGTH) + "...";
    }
}
