package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** Tokens of the documented form of Google's: ID tokens by nature, of issuers that are https addresses. */
class GoogleProfileTest {

    private static final String ACCOUNTS = "https://accounts.google.com";
    private static final String FIREBASE = "https://securetoken.google.com/our-project";
    private static final long SECOND = TokenForge.SECOND;

    private static TokenForge forge(String issuer, String audience, Map<String, Object> more) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", audience);
        claims.put("iat", SECOND - 10);
        claims.put("exp", SECOND + 3590);
        claims.putAll(more);
        Map<String, Object> headers = Map.of("typ", "JWT", "kid", "k1");
        return new TokenForge(headers, new HashMap<>(claims), "RS256", Keys.RSA);
    }

    private static TokenForge ofServiceAccount() {
        return forge(
                ACCOUNTS,
                TokenForge.AUDIENCE,
                Map.of(
                        "sub", "102934",
                        "azp", "102934",
                        "email", "robot@our-project.iam.gserviceaccount.com",
                        "email_verified", true));
    }

    private static TokenForge ofFirebase() {
        return forge(
                FIREBASE,
                "our-project",
                Map.of(
                        "sub",
                        "uid-1",
                        "user_id",
                        "uid-1",
                        "auth_time",
                        SECOND - 100,
                        "roles",
                        List.of("editor"),
                        "firebase",
                        Map.of("identities", Map.of(), "sign_in_provider", "password")));
    }

    private static JwtValidator validator(String issuer, String audience) {
        return JwtValidator.builder()
                .issuer(issuer)
                .audience(audience)
                .profile(JwtProfile.GOOGLE)
                .keys(FakeKeySource.published())
                .clock(new MovedClock())
                .build();
    }

    private static Verdict show(TokenValidator validator, TokenForge forge) {
        return validator.validate(PresentedToken.bearer(forge.token()));
    }

    private static JwtAccessToken accepted(TokenValidator validator, TokenForge forge) {
        Verdict verdict = show(validator, forge);
        assertThat(verdict, instanceOf(Verdict.Accepted.class));
        return (JwtAccessToken) ((Verdict.Accepted) verdict).token();
    }

    private static Reason refused(TokenValidator validator, TokenForge forge) {
        return ((Verdict.Rejected) show(validator, forge)).rejection().reason();
    }

    @Test
    void serviceAccountIsToldByItsSubjectAndIsGrantedNothing() {
        JwtAccessToken token = accepted(validator(ACCOUNTS, TokenForge.AUDIENCE), ofServiceAccount());

        assertThat(token.getName(), is("102934"));
        assertThat(token.clientId(), is("102934"));
        assertThat(token.isClient(), is(true));
        assertThat(token.scopes(), is(empty()));
        assertThat(token.jwtId(), is(nullValue()));
    }

    @Test
    void userOfFirebaseHasNoClientAndTheRolesOfItsProject() {
        JwtAccessToken token = accepted(validator(FIREBASE, "our-project"), ofFirebase());

        assertThat(token.getName(), is("uid-1"));
        assertThat(token.clientId(), is(nullValue()));
        assertThat(token.isClient(), is(false));
        assertThat(token.roles(), is(Set.of("editor")));
        assertThat(token.scopes(), is(empty()));
    }

    @Test
    @DisplayName("R9068-4-d: an issuer with https and one without are two, and so are two projects")
    void issuerIsComparedToTheLetter() {
        JwtValidator validator = validator(ACCOUNTS, TokenForge.AUDIENCE);

        for (String other : List.of(
                "accounts.google.com",
                "http://accounts.google.com",
                "https://accounts.google.com/",
                "https://securetoken.google.com/our-project")) {
            assertThat(show(validator, ofServiceAccount().claim("iss", other)), is(Verdict.notMine()));
        }
        assertThat(
                show(validator(FIREBASE, "our-project"), ofFirebase().claim("iss", FIREBASE + "-2")),
                is(Verdict.notMine()));
    }

    @Test
    void olderIssuerWithoutHttps_isAValidatorOfItsOwn() {
        JwtValidator.Builder older = JwtValidator.builder()
                .issuer("accounts.google.com")
                .audience(TokenForge.AUDIENCE)
                .profile(JwtProfile.GOOGLE);
        TokenForge forge = ofServiceAccount().claim("iss", "accounts.google.com");

        assertThrows(IllegalArgumentException.class, older::build);
        older.keys(KeySource.jwksUri(URI.create("https://www.googleapis.com/oauth2/v3/certs")))
                .build();
        accepted(validator("accounts.google.com", TokenForge.AUDIENCE), forge);
        assertThat(
                show(validator("accounts.google.com", TokenForge.AUDIENCE), ofServiceAccount()), is(Verdict.notMine()));
    }

    @Test
    @DisplayName("R9068-5-a: what a browser's sign-in and a security event leave behind in a token is refused")
    void otherTokensOfGoogleAreRefused() {
        JwtValidator validator = validator(ACCOUNTS, TokenForge.AUDIENCE);

        assertThat(refused(validator, ofServiceAccount().claim("nonce", "x")), is(Reason.WRONG_TYPE));
        assertThat(refused(validator, ofServiceAccount().claim("at_hash", "x")), is(Reason.WRONG_TYPE));
        assertThat(
                refused(validator, ofServiceAccount().without("exp", "sub").claim("events", Map.of())),
                is(Reason.WRONG_TYPE));
        assertThat(refused(validator, ofServiceAccount().withoutHeader("typ")), is(Reason.WRONG_TYPE));
        assertThat(
                refused(validator, ofServiceAccount().claim("aud", "1162.apps.googleusercontent.com")),
                is(Reason.WRONG_AUDIENCE));
        assertThat(
                refused(validator(FIREBASE, "our-project"), ofFirebase().claim("aud", "other-project")),
                is(Reason.WRONG_AUDIENCE));
        assertThat(refused(validator, ofServiceAccount().without("sub")), is(Reason.INVALID_CLAIM));
        assertThat(refused(validator, ofServiceAccount().without("iat")), is(Reason.INVALID_CLAIM));
    }

    @Test
    void strangersWithTheRightAudienceAreKeptOutByTheirSubject() {
        TokenValidator google = validator(ACCOUNTS, TokenForge.AUDIENCE);
        Set<String> ours = Set.of("102934");
        TokenValidator known = token -> {
            Verdict verdict = google.validate(token);
            return verdict instanceof Verdict.Accepted accepted
                            && !ours.contains(accepted.token().getName())
                    ? Verdict.rejected(Rejection.of(Reason.UNKNOWN))
                    : verdict;
        };
        TokenForge strangers = ofServiceAccount().claim("sub", "666").claim("azp", "666");

        accepted(google, strangers);
        assertThat(refused(known, strangers), is(Reason.UNKNOWN));
        accepted(known, ofServiceAccount());
    }
}
