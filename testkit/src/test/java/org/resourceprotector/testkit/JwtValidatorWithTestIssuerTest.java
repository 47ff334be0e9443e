package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** The library's own validator over the test issuer: fixed keys, and keys fetched over HTTP. */
class JwtValidatorWithTestIssuerTest {

    private static final TestIssuer IN_MEMORY = TestIssuer.inMemory();
    private static final TokenValidator FIXED_KEYS = JwtValidator.builder()
            .issuer(IN_MEMORY.issuer())
            .audience(IN_MEMORY.audience())
            .keys(KeySource.jwkSet(IN_MEMORY.jwkSetJson()))
            .build();

    @RegisterExtension
    final TestIssuerExtension authorization = TestIssuerExtension.with(issuer -> issuer.algorithms("ES256"));

    private static List<TestToken> defects() {
        return IN_MEMORY.token().scope("profile").defects();
    }

    @Test
    void theTokenWithoutDefectsIsAccepted() {
        AccessToken token =
                accepted(FIXED_KEYS, IN_MEMORY.token().scope("profile email").roles("admin"));

        assertThat(token.subject(), is("alice"));
        assertThat(token.scopes(), containsInAnyOrder("profile", "email"));
        assertThat(token.roles(), containsInAnyOrder("admin"));
    }

    @ParameterizedTest
    @MethodSource("defects")
    void noTokenWithADefectIsAccepted(TestToken bad) {
        Verdict verdict = FIXED_KEYS.validate(PresentedToken.bearer(bad.value()));

        boolean isPlain =
                verdict instanceof Verdict.Accepted accepted && accepted.token().confirmation() == null;
        assertThat("accepted, and not as a bound token", isPlain, is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS512", "PS256", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"})
    void tokensOfEveryAlgorithmAreAccepted(String algorithm) {
        TestIssuer issuer = TestIssuer.builder().algorithms(algorithm).build();
        TokenValidator validator = JwtValidator.builder()
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .keys(KeySource.jwkSet(issuer.jwkSetJson()))
                .build();

        assertThat(accepted(validator, issuer.token()).subject(), is("alice"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b keys are discovered, found again after a rotation, and kept through an outage")
    void rotationAndOutageOverHttp() {
        TestIssuer issuer = authorization.issuer();
        TokenValidator validator = remote(issuer);

        assertThat(accepted(validator, issuer.token()).issuer(), is(issuer.issuer()));
        assertThat(issuer.requestCount(IssuerEndpoint.JWKS), is(1));

        issuer.rotateKeys();
        authorization.clock().advance(Duration.ofMinutes(1));
        accepted(validator, issuer.token());
        assertThat(issuer.requestCount(IssuerEndpoint.JWKS), is(2));

        issuer.outage();
        accepted(validator, issuer.token());
        issuer.recover();
    }

    @Test
    @DisplayName("R8414-des-a an issuer that is down when the first token comes is a matter of waiting")
    void anIssuerThatIsDownFirst() {
        TestIssuer issuer = authorization.issuer();
        TokenValidator validator = remote(issuer);
        TestToken token = issuer.token();

        issuer.outage();
        assertThrows(
                ValidationUnavailableException.class, () -> validator.validate(PresentedToken.bearer(token.value())));
        issuer.recover();
        authorization.clock().advance(Duration.ofMinutes(1));

        accepted(validator, token);
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-b nobody follows jku")
    void theAttackersKeySetIsNotFetched() {
        try (TestIssuer attacker = TestIssuer.builder().algorithms("ES256").start()) {
            TestIssuer issuer = authorization.issuer();

            Verdict verdict = remote(issuer)
                    .validate(PresentedToken.bearer(issuer.token().jku(attacker).value()));

            assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.UNKNOWN_KEY));
            assertThat(attacker.requestCount(IssuerEndpoint.JWKS), is(0));
        }
    }

    private TokenValidator remote(TestIssuer issuer) {
        return JwtValidator.builder()
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .clock(authorization.clock())
                .keys(RemoteKeySource.builder()
                        .issuer(issuer.issuer())
                        .insecureLoopbackHttp()
                        .clock(authorization.clock())
                        .build())
                .build();
    }

    private static AccessToken accepted(TokenValidator validator, TestToken token) {
        Verdict verdict = validator.validate(PresentedToken.bearer(token.value()));
        assertThat(String.valueOf(verdict), verdict, is(instanceOf(Verdict.Accepted.class)));
        return ((Verdict.Accepted) verdict).token();
    }
}
