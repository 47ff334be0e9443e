package org.resourceprotector.mtls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.Sha256;
import org.resourceprotector.settings.Given;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;

/**
 * Certificate-bound tokens ({@code cnf.x5t#S256}): bearer tokens of clients that prove their certificate in TLS.
 *
 * <pre>{@code
 * MutualTls.fromTls()                                        // TLS ends here
 * MutualTls.fromHeader("Client-Cert", ClientCertificateFormat.RFC9440)
 *         .trustedProxies("10.0.0.0/8")                      // TLS ends at a proxy
 * }</pre>
 *
 * <p>Checks that the certificate is the one that the token is bound to, byte by byte, under SHA-256. Does not check who
 * issued it, nor whether it is expired or revoked: whoever ends TLS does, or need not, as the token says which one it is.
 * TLS must ask clients for certificates; the token is not known yet by then.
 *
 * <p>The only good case is a certificate that matches. A header counts if there is exactly one of just that name, from the
 * address of a trusted proxy; no protector is built with a header and without {@link #trustedProxies}. The proxy must
 * replace the header that a caller sends. No header with a chain is read.
 *
 * <p>Not every runtime tells the certificate or the address of a connection: where it does not, bound tokens are refused.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-3">RFC 8705, section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9440">RFC 9440</a>
 */
public final class MutualTls implements SenderConstraint {

    private static final int MAX_LENGTH = 16 * 1024;
    private static final int MAX_CERTIFICATES = 10_000;

    private static final Rejection NO_CERTIFICATE = Rejection.of(
            Reason.UNPROVEN_BINDING, "the connection has no client certificate, or the runtime does not tell it");
    private static final Rejection UNTRUSTED = Rejection.of(
            Reason.UNPROVEN_BINDING,
            "the request did not come from a trusted proxy, or the runtime does not tell whence");
    private static final Rejection NOT_ONE =
            Rejection.of(Reason.UNPROVEN_BINDING, "there is not exactly one header with a client certificate");
    private static final Rejection NOT_A_CERTIFICATE =
            Rejection.of(Reason.UNPROVEN_BINDING, "the header of the proxy is not one certificate in its format");
    private static final Rejection OTHER_CERTIFICATE =
            Rejection.of(Reason.UNPROVEN_BINDING, "the certificate is not the one that the token is bound to");

    private final @Nullable Header header;
    private final List<Cidr> trusted;

    /** Thumbprints of bytes that are a certificate, as it would be encoded. */
    private final Cache<String, Boolean> certificates = Caffeine.newBuilder()
            .maximumSize(MAX_CERTIFICATES)
            .executor(Runnable::run)
            .build();

    private record Header(String name, ClientCertificateFormat format) {}

    private MutualTls(@Nullable Header header, List<Cidr> trusted) {
        this.header = header;
        this.trusted = trusted;
    }

    /**
     * The certificate of the TLS connection to this server, as the runtime tells it.
     *
     * @return the constraint
     */
    public static MutualTls fromTls() {
        return new MutualTls(null, List.of());
    }

    /**
     * The certificate that a proxy put into a header. Needs {@link #trustedProxies}.
     *
     * @param name the header, for example {@code Client-Cert}; no other is read
     * @param format how the proxy writes it
     * @return the constraint, which trusts no proxy yet, and which no protector takes like that
     * @throws IllegalArgumentException if no header can have that name
     */
    public static MutualTls fromHeader(String name, ClientCertificateFormat format) {
        if (!Given.required(name, "fromHeader").matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("no header can have that name");
        }
        return new MutualTls(new Header(name, Objects.requireNonNull(format, "format")), List.of());
    }

    /**
     * The addresses of the proxies whose header counts, as this server sees them: those of the last hop.
     *
     * @param cidr addresses and ranges of them, for example {@code 10.0.0.0/8}, {@code 127.0.0.1}, {@code fd00::/8}
     * @return another constraint, which trusts these and no other
     * @throws IllegalArgumentException if there is none, or one is no range, or all addresses
     * @throws IllegalStateException if no header is read
     */
    public MutualTls trustedProxies(String... cidr) {
        if (header == null) {
            throw new IllegalStateException("trustedProxies is for fromHeader: no proxy is asked for a certificate");
        }
        List<Cidr> proxies =
                Arrays.stream(Given.each("trustedProxies", cidr)).map(Cidr::of).toList();
        if (proxies.isEmpty()) {
            throw new IllegalArgumentException("trustedProxies names no proxy: without one no header would count");
        }
        return new MutualTls(header, proxies);
    }

    @Override
    public String scheme() {
        return "Bearer";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if a header is read and no proxy is trusted, so that no protector is built with it
     */
    @Override
    public String confirmationMember() {
        if (header != null && trusted.isEmpty()) {
            throw new IllegalStateException("MutualTls.fromHeader(…) without proxies would refuse every bound token;"
                    + " add .trustedProxies(…) with their addresses, for example \"10.0.0.0/8\"");
        }
        return "x5t#S256";
    }

    @Override
    public Proof examine(PresentedToken presented) {
        return header == null ? ofConnection(presented) : ofHeader(header, presented);
    }

    private static Proof ofConnection(PresentedToken presented) {
        X509Certificate certificate = presented.request().clientCertificate();
        if (certificate == null) {
            return Proof.refused(NO_CERTIFICATE, Map.of());
        }
        try {
            return new Proved(Sha256.base64Url(certificate.getEncoded()), Map.of());
        } catch (CertificateException e) {
            return Proof.refused(NO_CERTIFICATE, Map.of());
        }
    }

    private Proof ofHeader(Header header, PresentedToken presented) {
        Map<String, String> vary = Map.of("Vary", header.name());
        String address = presented.request().remoteAddress();
        if (trusted.stream().noneMatch(range -> range.contains(address))) {
            return Proof.refused(UNTRUSTED, vary);
        }
        List<String> lines = presented.header(header.name());
        if (lines.size() != 1 || lines.get(0) == null || lines.get(0).length() > MAX_LENGTH) {
            return Proof.refused(NOT_ONE, vary);
        }
        byte[] der = header.format().der(lines.get(0).strip());
        String thumbprint = der == null ? null : Sha256.base64Url(der);
        return der == null || thumbprint == null || !isCertificate(der, thumbprint)
                ? Proof.refused(NOT_A_CERTIFICATE, vary)
                : new Proved(thumbprint, vary);
    }

    /** Whether bytes are one certificate and nothing more: parsers overlook what is behind it, and take PEM for DER. */
    private boolean isCertificate(byte[] der, String thumbprint) {
        if (certificates.getIfPresent(thumbprint) != null) {
            return true;
        }
        try {
            boolean isCertificate = Arrays.equals(
                    der,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(der))
                            .getEncoded());
            if (isCertificate) {
                certificates.put(thumbprint, true);
            }
            return isCertificate;
        } catch (CertificateException | RuntimeException notOne) {
            return false;
        }
    }

    /** A certificate that the caller has. */
    private record Proved(String thumbprint, Map<String, String> responseHeaders) implements Proof {

        @Override
        public @Nullable Rejection verify(Confirmation confirmation) {
            return thumbprint.equals(confirmation.certificateThumbprint()) ? null : OTHER_CERTIFICATE;
        }

        @Override
        public String toString() {
            return "Proof";
        }
    }

    @Override
    public String toString() {
        return "MutualTls[" + (header == null ? "TLS" : header.name() + ", " + header.format()) + "]";
    }
}
