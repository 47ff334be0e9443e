package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.LoopbackServer;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.PublishedKeys;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;

class JwtValidatorBuilderTest {

    private static JwtValidator.Builder builder() {
        return JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(FakeKeySource.published());
    }

    @Test
    @DisplayName("RJOSE-8725-3.9-a: no validator without an issuer or an audience")
    void issuerAndAudienceAreRequired() {
        JwtValidator.Builder withoutIssuer =
                JwtValidator.builder().audience(TokenForge.AUDIENCE).keys(FakeKeySource.published());
        JwtValidator.Builder withoutAudience =
                JwtValidator.builder().issuer(TokenForge.ISSUER).keys(FakeKeySource.published());

        assertThat(
                assertThrows(IllegalStateException.class, withoutIssuer::build).getMessage(),
                is("no issuer: without it anybody could be the issuer of a token; for example"
                        + " issuer(\"https://as.example.com\")"));
        assertThat(
                assertThrows(IllegalStateException.class, withoutAudience::build)
                        .getMessage(),
                is("no audience: without it tokens for other resource servers would do; for example"
                        + " audience(\"https://api.example.com\")"));
        assertThrows(IllegalStateException.class, () -> builder().audience().build());
    }

    @Test
    void plainHttp_isForKeysFoundFromAnIssuerOnLoopback() {
        JwtValidator.Builder local =
                JwtValidator.builder().issuer("http://127.0.0.1:9/").audience(TokenForge.AUDIENCE);
        JwtValidator.Builder elsewhere = JwtValidator.builder()
                .issuer("http://as.example.com")
                .audience(TokenForge.AUDIENCE)
                .insecureLoopbackHttp();
        JwtValidator.Builder withOwnKeys = builder().insecureLoopbackHttp();

        assertThrows(IllegalArgumentException.class, local::build);
        local.insecureLoopbackHttp().build().close();
        assertThrows(IllegalArgumentException.class, elsewhere::build);
        assertThat(
                assertThrows(IllegalStateException.class, withOwnKeys::build).getMessage(),
                containsString("RemoteKeySource"));
        JwtValidator.Builder withSecret = JwtValidator.builder()
                .issuer("http://127.0.0.1:9/")
                .audience(TokenForge.AUDIENCE)
                .acceptSymmetricKey(Keys.SECRET, "HS256")
                .insecureLoopbackHttp();
        assertThrows(IllegalStateException.class, withSecret::build);
    }

    @Test
    void keysFoundFromTheIssuer_areTimedByTheClockThatIsSet() {
        MovedClock clock = new MovedClock();
        try (LoopbackServer server = LoopbackServer.http();
                JwtValidator validator = JwtValidator.builder()
                        .issuer(server.address())
                        .audience(TokenForge.AUDIENCE)
                        .clock(clock)
                        .insecureLoopbackHttp()
                        .build()) {
            server.json(
                    "/.well-known/oauth-authorization-server",
                    "{\"issuer\":\"" + server.address() + "\",\"jwks_uri\":\"" + server.uri("/keys") + "\"}");
            server.json("/keys", PublishedKeys.json(PublishedKeys.rsa("a")));
            String token = TokenForge.good()
                    .claim("iss", server.address())
                    .header("kid", "a")
                    .token();
            Instant begun = clock.instant();
            KeySourceStatus status = asked(validator, token);
            for (int i = 0; status.fetchedAt() == null && i < 9; i++) { // a busy machine may be late
                clock.move(Duration.ofMinutes(1));
                status = asked(validator, token);
            }

            assertThat(
                    status.fetchedAt(), is(both(greaterThanOrEqualTo(begun)).and(lessThanOrEqualTo(clock.instant()))));
        }
    }

    private static KeySourceStatus asked(JwtValidator validator, String token) {
        try {
            validator.validate(PresentedToken.bearer(token));
        } catch (ValidationUnavailableException e) {
            // its status tells
        }
        return (KeySourceStatus) validator.status().get(0);
    }

    @Test
    void blanksAndNullsAreRefused() {
        for (Executable call : new Executable[] {
            () -> builder().issuer(" "),
            () -> builder().audience(""),
            () -> builder().audience("x", " "),
            () -> builder().acceptTyp(" "),
            () -> builder().algorithms(),
            () -> builder().scopesFrom(),
            () -> builder().rolesFrom(),
        }) {
            assertThrows(IllegalArgumentException.class, call);
        }
        for (Executable call : new Executable[] {
            () -> builder().issuer(null),
            () -> builder().audience((String) null),
            () -> builder().keys(null),
            () -> builder().profile(null),
            () -> builder().clock(null),
            () -> builder().provider(null),
            () -> builder().algorithms((String) null),
            () -> builder().rolesFrom((String) null),
            () -> builder().acceptTyp(null),
        }) {
            assertThrows(NullPointerException.class, call);
        }
        NullPointerException named =
                assertThrows(NullPointerException.class, () -> builder().clockSkew(null));
        assertThat(named.getMessage(), containsString("clockSkew is null: it is not configured"));
    }

    @Test
    void boundsAreHeld() {
        for (Executable call : new Executable[] {
            () -> builder().clockSkew(Duration.ofNanos(-1)),
            () -> builder().clockSkew(Duration.ofMinutes(5).plusNanos(1)),
            () -> builder().cacheSize(-1),
            () -> builder().cacheFor(Duration.ZERO),
            () -> builder().cacheFor(Duration.ofMinutes(61)),
        }) {
            assertThrows(IllegalArgumentException.class, call);
        }
        builder().clockSkew(Duration.ZERO).clockSkew(Duration.ofMinutes(5)).build();
        builder()
                .cacheSize(0)
                .cacheFor(Duration.ofSeconds(1))
                .cacheFor(Duration.ofHours(1))
                .build();
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.1-a: only signature algorithms can be allowed")
    @ValueSource(strings = {"none", "HS256", "rs256", "ES256K", "Ed448", "RSA1_5", "", "dir"})
    void onlySignatureAlgorithmsCanBeAllowed(String algorithm) {
        assertThrows(IllegalArgumentException.class, () -> builder().algorithms("RS256", algorithm));
    }

    @ParameterizedTest
    @DisplayName("X9: the type of another kind of JWT cannot be accepted")
    @ValueSource(
            strings = {
                "dpop+jwt",
                "DPoP+JWT",
                "application/dpop+jwt",
                "token-introspection+jwt",
                "statuslist+jwt",
                "secevent+jwt",
                "logout+jwt",
                "txntoken+jwt",
                "oauth-authz-req+jwt",
            })
    void typesOfOthersCannotBeAccepted(String type) {
        assertThrows(IllegalArgumentException.class, () -> builder().acceptTyp(type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "scope", "Sub", ""})
    void nobodyCanDoWithoutIssuerAudienceAndExpiry(String claim) {
        assertThrows(IllegalArgumentException.class, () -> builder().acceptMissingClaims("jti", claim));
    }

    @Test
    void laterCallsDoNotReachTheValidator() {
        JwtValidator.Builder builder = builder().clock(Clock.systemUTC());
        JwtValidator validator = builder.build();
        String before = validator.toString();

        builder.acceptTyp("JWT")
                .acceptMissingTyp()
                .acceptMissingClaims("sub")
                .acceptSymmetricKey(Keys.SECRET, "HS256")
                .issuer("https://as2.example.com")
                .audience("x")
                .algorithms("ES256")
                .rolesFrom("a")
                .scopesFrom("b");

        assertThat(validator.toString(), is(before));
    }

    @Test
    void policyIsTold() {
        assertThat(
                builder().build().toString(),
                is("JwtValidator[issuer=https://as1.example.com, audience=[https://rs.example.com/api],"
                        + " profile=RFC9068, typ=[at+jwt], required=[client_id, iat, jti, sub], scopes=[scope],"
                        + " roles=[roles], algorithms=[ES256, ES384, ES512, Ed25519, EdDSA, PS256, PS384, PS512,"
                        + " RS256, RS384, RS512], clockSkew=PT30S, provider=platform, encrypted=never, cache=20000"
                        + " for PT10M]"));
        assertThat(
                builder()
                        .acceptTyp("JWT")
                        .acceptMissingTyp()
                        .acceptMissingClaims("jti")
                        .profile(JwtProfile.builder("mine")
                                .acceptAudienceFromClientId()
                                .build())
                        .build()
                        .toString(),
                containsString("audience=[https://rs.example.com/api] or client_id, profile=mine,"
                        + " typ=[at+jwt, jwt] or none, required=[client_id, iat, sub]"));
    }

    @Test
    void acceptedTypeIsAccepted() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptTyp("application/JWT"));

        bench.accepted(TokenForge.good().header("typ", "JWT"));
        bench.accepted(TokenForge.good());
        bench.rejected(Reason.WRONG_TYPE, TokenForge.good().withoutHeader("typ"));
        bench.rejected(Reason.WRONG_TYPE, TokenForge.good().header("typ", "x"));
    }

    @Test
    void missingTypeIsAcceptedAndNothingElse() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptMissingTyp());

        bench.accepted(TokenForge.good().withoutHeader("typ"));
        bench.rejected(Reason.WRONG_TYPE, TokenForge.good().header("typ", "JWT"));
        bench.rejected(Reason.WRONG_TYPE, TokenForge.good().header("typ", null));
        bench.rejected(Reason.WRONG_TYPE, TokenForge.good().header("typ", ""));
    }

    @ParameterizedTest
    @DisplayName("R9068-2.2-a: a claim that may be missing must be right where it is there")
    @ValueSource(strings = {"sub", "client_id", "iat", "jti"})
    void claimThatMayBeMissingMustBeRight(String claim) {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptMissingClaims(claim));

        bench.accepted(TokenForge.good().without(claim));
        bench.rejected(Reason.INVALID_CLAIM, TokenForge.good().claim(claim, true));
        bench.rejected(Reason.INVALID_CLAIM, TokenForge.good().claim(claim, null));
    }

    @Test
    void nameIsTheClientWhereThereIsNoSubject() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptMissingClaims("sub", "client_id"));

        JwtAccessToken token = bench.accepted(TokenForge.good().without("sub"));
        assertThat(token.getName(), is("client-1"));
        assertThat(token.isClient(), is(true));
        assertThat(bench.accepted(TokenForge.good().without("client_id")).getName(), is("user-1"));
        bench.rejected(Reason.INVALID_CLAIM, TokenForge.good().without("sub", "client_id"));
    }

    @Test
    void audienceFromClientIdCountsWhereThereIsNoAudience() {
        JwtFixture bench = JwtFixture.with(
                JwtProfile.builder("mine").acceptAudienceFromClientId().build());
        TokenForge ours = TokenForge.good().claim("client_id", TokenForge.AUDIENCE);

        bench.accepted(ours.without("aud"));
        bench.accepted(TokenForge.good());
        bench.rejected(Reason.WRONG_AUDIENCE, TokenForge.good().without("aud"));
        bench.rejected(Reason.WRONG_AUDIENCE, ours.claim("aud", "https://x.example.com"));
        bench.rejected(Reason.WRONG_AUDIENCE, ours.claim("aud", java.util.List.of()));
        bench.rejected(Reason.INVALID_CLAIM, ours.claim("aud", null));
    }
}
