package org.resourceprotector.http;

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

    /** Describes a failure by its types, and by no message of theirs. */
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
        if (has(failure, ConnectException.class)) {
            return "connection refused";
        }
        if (has(failure, SSLException.class) || has(failure, CertificateException.class)) {
            return certificate(failure);
        }
        return failure instanceof CancellationException
                ? "cancelled"
                : failure.getClass().getSimpleName();
    }

    private static String certificate(Throwable failure) {
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
