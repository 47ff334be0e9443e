package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.contract.DpopEndpoints.BoundToken;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** Tokens that are bound to a certificate, which a proxy in front of the application tells. */
class ClientCertificateTest {

    static final TestCertificate CERTIFICATE = TestCertificate.create();
    private static final TestCertificate STRANGER = TestCertificate.create();
    static final String BOUND = Secrets.token("bound");
    private static final String UNBOUND = Secrets.token("unbound");
    private static final TokenValidator TOKENS = TokenValidator.lookup(ClientCertificateTest::find);

    private static final String INVALID_TOKEN = "Bearer realm=\"api\", error=\"invalid_token\","
            + " error_description=\"The access token is not valid here, or not valid any more\"";

    /** Whether the engine tells the address of its peer; where that is not known, bound tokens may be refused. */
    private static final boolean TELLS = Boolean.getBoolean("contract.tellsAddress");

    @RegisterExtension
    static final Deployed TRUSTING =
            Deployed.application(DpopEndpoints.Root.class, protector(proxies("127.0.0.1", "::1")));

    @RegisterExtension
    static final Deployed TRUSTING_OTHERS =
            Deployed.application(DpopEndpoints.Root.class, protector(proxies("10.0.0.0/8")));

    @RegisterExtension
    static final Deployed WITHOUT_HEADER =
            Deployed.application(DpopEndpoints.Root.class, protector(MutualTls.fromTls()));

    static MutualTls proxies(String... cidr) {
        return MutualTls.fromHeader("Client-Cert", ClientCertificateFormat.RFC9440)
                .trustedProxies(cidr);
    }

    static ResourceProtector protector(MutualTls constraint) {
        return ResourceProtector.builder()
                .validator(TOKENS)
                .senderConstraint(constraint)
                .build();
    }

    private static Optional<? extends AccessToken> find(String token) {
        return token.equals(BOUND)
                ? Optional.of(new BoundToken(
                        "alice", Set.of(), new Confirmation(Map.of("x5t#S256", CERTIFICATE.thumbprint()))))
                : token.equals(UNBOUND) ? Optional.of(BoundToken.toNothing()) : Optional.empty();
    }

    private static Matcher<Integer> accepted() {
        return TELLS ? is(200) : oneOf(200, 401);
    }

    private static void refused(Deployed server, String... headers) {
        int before = Ran.times("dpop");
        Call call = server.get("/dpop/any").bearer(BOUND);
        for (String header : headers) {
            call.header("Client-Cert", header);
        }
        Answer answer = call.sendRaw();
        assertThat(answer.toString(), answer.status(), is(401));
        assertThat(answer.challenge(), is(INVALID_TOKEN));
        assertThat(Ran.times("dpop"), is(before));
    }

    @Test
    @DisplayName("R9440-4-b R8705-3-a R8705-3-d R9440-2.4-a R9440-2.2-c the certificate from a trusted proxy")
    void certificateFromTrustedProxy_letsIn() {
        Answer answer = TRUSTING.get("/dpop/any")
                .bearer(BOUND)
                .header("client-cert", CERTIFICATE.header())
                .sendRaw();
        assertThat(answer.toString(), answer.status(), is(accepted()));
        assertThat(answer.header("Vary"), containsString("Client-Cert"));
        assertThat(answer.header("Client-Cert"), is(""));
        assertThat(TRUSTING.get("/dpop/bound").bearer(UNBOUND).send().status(), is(401));
        assertThat(TRUSTING.get("/dpop/any").bearer(UNBOUND).send().status(), is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "::", "(null)", ":AAAA:"})
    @DisplayName("R9440-2.4-b R8705-3-c no certificate is never good")
    void noCertificate_isNeverGood(String header) {
        refused(TRUSTING, header);
    }

    @Test
    @DisplayName("R8705-3-b R9440-2.2-b R9440-2.3-a another certificate, two, a list, and a chain")
    void anythingElse_isRefused() {
        refused(TRUSTING);
        refused(TRUSTING, STRANGER.header());
        refused(TRUSTING, CERTIFICATE.header(), CERTIFICATE.header());
        refused(TRUSTING, CERTIFICATE.header(), STRANGER.header());
        refused(TRUSTING, CERTIFICATE.header() + ", " + STRANGER.header());
        Call chain = TRUSTING.get("/dpop/any").bearer(BOUND).header("Client-Cert-Chain", CERTIFICATE.header());
        assertThat(chain.sendRaw().status(), is(401));
    }

    @Test
    @DisplayName("R9440-4-a R9440-4-b a header from anywhere else, and where none is read")
    void headerFromElsewhere_countsForNothing() {
        refused(TRUSTING_OTHERS, CERTIFICATE.header());
        refused(WITHOUT_HEADER, CERTIFICATE.header());
        Call claimed = TRUSTING_OTHERS
                .get("/dpop/any")
                .bearer(BOUND)
                .header("Client-Cert", CERTIFICATE.header())
                .header("X-Forwarded-For", "10.0.0.1")
                .header("Forwarded", "for=10.0.0.1");
        assertThat(claimed.sendRaw().status(), is(401));
        assertThat(TRUSTING_OTHERS.get("/dpop/any").bearer(UNBOUND).send().status(), is(200));
    }
}
