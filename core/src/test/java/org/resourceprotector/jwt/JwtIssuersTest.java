package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

class JwtIssuersTest {

    private static final String A = "https://as.example.com/a";
    private static final String B = "https://as.example.com/b";

    private final MovedClock clock = new MovedClock();
    private final FakeKeySource keysOfA = new FakeKeySource(Keys.key("k1", Keys.RSA, "RS256"));
    private final FakeKeySource keysOfB = new FakeKeySource(Keys.key("k1", Keys.OTHER_RSA, "RS256"));
    private final JwtValidator a = validator(A, keysOfA).build();
    private final JwtValidator b = validator(B, keysOfB).build();
    private final JwtIssuers issuers = JwtIssuers.of(a, b);

    private JwtValidator.Builder validator(String issuer, FakeKeySource keys) {
        return JwtValidator.builder()
                .issuer(issuer)
                .audience(TokenForge.AUDIENCE)
                .keys(keys)
                .clock(clock);
    }

    private static String token(String issuer, KeyPair signer) {
        return TokenForge.good().claim("iss", issuer).signedBy(signer).token();
    }

    private static AccessToken accepted(TokenValidator validator, String token) {
        Verdict verdict = validator.validate(PresentedToken.bearer(token));
        assertThat(verdict, instanceOf(Verdict.Accepted.class));
        return ((Verdict.Accepted) verdict).token();
    }

    private static void rejected(Reason reason, TokenValidator validator, String token) {
        for (int time = 1; time <= 2; time++) {
            Verdict verdict = validator.validate(PresentedToken.bearer(token));
            assertThat(verdict, instanceOf(Verdict.Rejected.class));
            assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(reason));
        }
    }

    private static Rejection foreign(TokenValidator validator, String token) {
        Verdict verdict = validator.validate(PresentedToken.bearer(token));
        assertThat(verdict, is(Verdict.notMine()));
        return ((Verdict.NotMine) verdict).otherwise();
    }

    // Confusion between issuers

    @Test
    @DisplayName("RJOSE-8725-3.8-a of two issuers with the same kid each token needs the key of its own")
    void sameKeyIdentifier_eachHasItsOwnKey() {
        assertThat(accepted(issuers, token(A, Keys.RSA)).issuer(), is(A));
        assertThat(accepted(issuers, token(B, Keys.OTHER_RSA)).issuer(), is(B));
        rejected(Reason.BAD_SIGNATURE, issuers, token(A, Keys.OTHER_RSA));
        rejected(Reason.BAD_SIGNATURE, issuers, token(B, Keys.RSA));
    }

    @Test
    @DisplayName("RJOSE-iss-a one key and one jti for two issuers, and each token has the audience of its own")
    void sameKeyAndSameJti_areTokensOfTwoIssuers() {
        JwtIssuers twins = JwtIssuers.of(
                a, validator(B, keysOfA).audience("https://b.example").build());
        String ofA = token(A, Keys.RSA);
        AccessToken first = accepted(twins, ofA);

        rejected(Reason.WRONG_AUDIENCE, twins, token(B, Keys.RSA));
        assertThat(accepted(twins, ofA), is(sameInstance(first)));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.8-a an issuer is its identifier character by character")
    @ValueSource(
            strings = {
                "https://as.example.com/a/",
                "https://as.example.com/aa",
                "https://as.example.com/",
                "https://as.example.com",
                "https://as.example.com/A",
                "HTTPS://as.example.com/a",
                "https://as.example.com:443/a",
                "https://as.example.com/%61",
                "https://as.example.com/a?x",
                " https://as.example.com/a",
                "https://as.example.com/a\u0000",
                "",
            })
    void identifierThatLooksAlike_isAnother(String issuer) {
        accepted(issuers, token(A, Keys.RSA));

        assertThat(foreign(issuers, token(issuer, Keys.RSA)).reason(), is(Reason.WRONG_ISSUER));
    }

    @Test
    @DisplayName("RJOSE-iss-a an issuer whose identifier begins as another's is not the other")
    void oneIssuerIsAPrefixOfAnother_eachHasItsOwnKey() {
        JwtIssuers nested = JwtIssuers.of(a, validator(A + "/", keysOfB).build());

        accepted(nested, token(A, Keys.RSA));
        accepted(nested, token(A + "/", Keys.OTHER_RSA));
        rejected(Reason.BAD_SIGNATURE, nested, token(A + "/", Keys.RSA));
        rejected(Reason.BAD_SIGNATURE, nested, token(A, Keys.OTHER_RSA));
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a the checks of an issuer do not rely on who chose them")
    void tokenOfAnotherIssuer_doesNotPassTheChecksOfThisOne() throws RejectedException {
        UnverifiedToken ofB = UnverifiedToken.of(token(B, Keys.RSA), List.of());

        RejectedException e =
                assertThrows(RejectedException.class, () -> a.checks().check(ofB));
        assertThat(e.rejection().reason(), is(Reason.WRONG_ISSUER));
        accepted(a, token(A, Keys.RSA));
    }

    @Test
    void issuerThatIsNoString_isNobodys() {
        rejected(
                Reason.INVALID_CLAIM,
                issuers,
                TokenForge.good().claim("iss", List.of(A)).token());
        assertThat(foreign(issuers, TokenForge.good().without("iss").token()).reason(), is(Reason.INVALID_CLAIM));
    }

    @Test
    void whatIsNoJws_isNotMine() {
        assertThat(issuers.validate(PresentedToken.bearer("opaque")), is(Verdict.notMine()));
        assertThat(issuers.validate(PresentedToken.bearer("a.b.c")), is(Verdict.notMine()));
    }

    @Test
    void everythingIsCheckedByTheOneThatWasChosen() {
        TokenForge good = TokenForge.good().claim("iss", A);
        rejected(
                Reason.WRONG_AUDIENCE,
                issuers,
                good.claim("aud", "https://else").token());
        rejected(Reason.WRONG_TYPE, issuers, good.header("typ", "JWT").token());
        rejected(Reason.WRONG_ALGORITHM, issuers, good.header("alg", "HS256").token());
        rejected(
                Reason.EXPIRED,
                issuers,
                good.claim("exp", TokenForge.SECOND - 60).token());
        rejected(
                Reason.MALFORMED_TOKEN,
                issuers,
                good.claim("x", "x".repeat(16_000)).token());
    }

    // Issuers that are not known

    @Test
    @DisplayName("R8414-des-b a token of an issuer that is not configured costs no network, and names those that are")
    void unknownIssuer_isWrong() {
        Rejection rejection = foreign(issuers, token("https://evil.example", Keys.RSA));

        assertThat(rejection.reason(), is(Reason.WRONG_ISSUER));
        assertThat(rejection.detail(), containsString("configured: " + A + ", " + B + "; "));
        assertThat(keysOfA.asked.size() + keysOfB.asked.size(), is(0));
    }

    @Test
    void detail_namesTen() {
        String ten = foreign(JwtIssuers.of(many(10)), token("https://evil.example", Keys.RSA))
                .detail();
        assertThat(ten, containsString(", https://as.example.com/9; "));
        String eleven = foreign(JwtIssuers.of(many(11)), token("https://evil.example", Keys.RSA))
                .detail();
        assertThat(eleven, containsString(", https://as.example.com/9 and 1 more; "));
    }

    @Test
    void detail_namesFewOfMany() {
        JwtIssuers many = JwtIssuers.of(many(1000));

        String detail = foreign(many, token("https://evil.example", Keys.RSA)).detail();
        assertThat(detail, containsString(" and 990 more; "));
        assertThat(detail.length(), is(lessThan(1000)));
    }

    private JwtValidator[] many(int count) {
        JwtValidator[] validators = new JwtValidator[count];
        for (int i = 0; i < count; i++) {
            validators[i] = validator("https://as.example.com/" + i, keysOfA).build();
        }
        return validators;
    }

    // What is remembered

    @Test
    void tokenThatWasSeen_isTheSameAgain() {
        String token = token(A, Keys.RSA);

        assertThat(accepted(issuers, token), is(sameInstance(accepted(issuers, token))));
        assertThat(issuers.remembered(), is(1L));
        clock.move(Duration.ofHours(1));
        rejected(Reason.EXPIRED, issuers, token);
    }

    @Test
    void cache_isSharedAndBounded() {
        JwtIssuers small =
                JwtIssuers.builder().issuer(a).issuer(b).cacheSize(10).build();
        for (int i = 0; i < 50; i++) {
            accepted(
                    small,
                    TokenForge.good().claim("iss", A).claim("jti", "a" + i).token());
        }
        assertThat(small.remembered(), is(lessThanOrEqualTo(10L)));
    }

    @Test
    void cacheOfZero_remembersNothing() {
        JwtIssuers none = JwtIssuers.builder().issuer(a).cacheSize(0).build();
        String token = token(A, Keys.RSA);
        assertThat(accepted(none, token), is(not(sameInstance(accepted(none, token)))));

        JwtIssuers some = JwtIssuers.of(validator(A, keysOfA).cacheSize(0).build(), b);
        assertThat(accepted(some, token), is(not(sameInstance(accepted(some, token)))));
        assertThat(some.remembered(), is(0L));
    }

    @Test
    void keyOfOneIssuerIsRemoved_itsTokensDoNotCountAndOthersDo() {
        String ofA = token(A, Keys.RSA);
        String ofB = token(B, Keys.OTHER_RSA);
        accepted(issuers, ofA);
        AccessToken other = accepted(issuers, ofB);

        keysOfA.publish(Keys.key("k1", Keys.EC, "ES256"));
        rejected(Reason.WRONG_ALGORITHM, issuers, ofA);
        keysOfA.down(true);
        assertThrows(ValidationUnavailableException.class, () -> issuers.validate(PresentedToken.bearer(ofA)));
        assertThat(accepted(issuers, ofB), is(sameInstance(other)));
    }

    // Issuers that come and go

    @Test
    void issuerThatLeaves_takesItsTokensWithIt() {
        String ofA = token(A, Keys.RSA);
        String ofB = token(B, Keys.OTHER_RSA);
        accepted(issuers, ofA);
        accepted(issuers, ofB);

        assertThat(issuers.remove(A), is(true));
        assertThat(issuers.remembered(), is(1L));
        assertThat(foreign(issuers, ofA).detail(), containsString("configured: " + B + "; "));
        assertThat(issuers.issuers(), containsInAnyOrder(B));
        accepted(issuers, ofB);
        assertThat(issuers.remove(A), is(false));
        keysOfA.down(true);
        assertThat(foreign(issuers, ofA).reason(), is(Reason.WRONG_ISSUER));
    }

    @Test
    void issuerThatComes_isKnownAtOnce() {
        JwtIssuers one = JwtIssuers.of(a);
        String ofB = token(B, Keys.OTHER_RSA);
        assertThat(foreign(one, ofB).detail(), containsString("configured: " + A + "; "));

        one.add(b);
        accepted(one, ofB);
        assertThat(one.issuers(), containsInAnyOrder(A, B));
        assertThat(
                foreign(one, token("https://evil.example", Keys.RSA)).detail(),
                containsString("configured: " + A + ", " + B + "; "));
    }

    @Test
    void issuerThatIsReplaced_isCheckedAnew() {
        String token = token(A, Keys.RSA);
        accepted(issuers, token);

        issuers.add(validator(A, keysOfA).audience("https://else").build());
        rejected(Reason.WRONG_AUDIENCE, issuers, token);
        assertThat(issuers.issuers(), containsInAnyOrder(A, B));
    }

    @Test
    void issuerThatLeftAndCameBack_isCheckedAnew() {
        String token = token(A, Keys.RSA);
        AccessToken first = accepted(issuers, token);
        issuers.remove(A);
        issuers.add(a);

        assertThat(accepted(issuers, token), is(not(sameInstance(first))));
    }

    @Test
    void numberOfNamedIssuers_isBounded() {
        JwtIssuers two = JwtIssuers.builder().issuer(a).maxIssuers(2).build();
        two.add(b);
        assertThrows(
                IllegalStateException.class,
                () -> two.add(validator("https://c.example", keysOfA).build()));
        two.add(validator(A, keysOfA).build());
        assertThat(two.issuers(), containsInAnyOrder(A, B));
        accepted(two, token(A, Keys.RSA));
    }

    @Test
    void close_closesTheValidators() {
        JwtIssuers closed =
                JwtIssuers.builder().issuer(a).resolve(issuer -> Optional.of(b)).build();
        closed.close();

        accepted(closed, token(A, Keys.RSA));
        PresentedToken ofResolved = PresentedToken.bearer(token(B, Keys.OTHER_RSA));
        assertThrows(ValidationUnavailableException.class, () -> closed.validate(ofResolved));
    }

    @Test
    void closedIssuers_fetchNoKeys() {
        JwtValidator own = JwtValidator.builder()
                .issuer("http://127.0.0.1:1")
                .audience(TokenForge.AUDIENCE)
                .clock(clock)
                .insecureLoopbackHttp()
                .build();
        JwtIssuers closed = JwtIssuers.of(own);
        closed.close();

        PresentedToken token = PresentedToken.bearer(token("http://127.0.0.1:1", Keys.RSA));
        assertThrows(ValidationUnavailableException.class, () -> closed.validate(token));
        assertThat(
                own.status().get(0),
                is(new KeySourceStatus("http://127.0.0.1:1", List.of(), null, null, null, 0, null)));
    }

    @Test
    void moreIssuersThanTheDefault_canBeNamedAtOnce() {
        JwtIssuers many = JwtIssuers.of(many(1001));

        assertThat(many.issuers().size(), is(1001));
        assertThat(many.toString(), is("JwtIssuers[1001 of at most 1001, resolver=none, cache=20000]"));
        assertThrows(IllegalStateException.class, () -> many.add(a));
    }

    // Settings

    @Test
    void nothing_isNoIssuer() {
        assertThrows(IllegalArgumentException.class, JwtIssuers::of);
        assertThrows(IllegalStateException.class, JwtIssuers.builder()::build);
        assertThrows(IllegalArgumentException.class, () -> JwtIssuers.of(a, a));
        assertThrows(IllegalArgumentException.class, () -> JwtIssuers.builder().maxIssuers(0));
        assertThrows(IllegalArgumentException.class, () -> JwtIssuers.builder().maxIssuers(100_001));
        assertThrows(IllegalArgumentException.class, () -> JwtIssuers.builder().cacheSize(-1));
        assertThrows(
                IllegalStateException.class,
                () -> JwtIssuers.builder().issuer(a).issuer(b).maxIssuers(1).build());
        assertThrows(NullPointerException.class, () -> JwtIssuers.builder().resolve(null));
        assertThrows(NullPointerException.class, () -> JwtIssuers.of((JwtValidator) null));
        assertThrows(NullPointerException.class, () -> issuers.add(null));
        assertThrows(NullPointerException.class, () -> issuers.remove(null));
    }

    @Test
    void text_namesNobody() {
        accepted(issuers, token(A, Keys.RSA));

        assertThat(issuers.toString(), is("JwtIssuers[2 of at most 1000, resolver=none, cache=20000]"));
    }

    // In a chain

    @Test
    void validatorsSideBySide_areOneLookUp() {
        JwtValidator[] many = many(1000);
        TokenValidator chain = TokenValidator.chain(many);
        String token = token("https://as.example.com/999", Keys.RSA);
        AccessToken first = accepted(chain, token);

        assertThat(accepted(chain, token), is(sameInstance(first)));
        assertThat(accepted(many[999], token), is(not(sameInstance(first))));
    }

    @Test
    void foreignIssuer_isWrongAndNotUnknown() {
        TokenValidator chain = TokenValidator.chain(a, b);
        Verdict verdict = chain.validate(PresentedToken.bearer(token("https://evil.example", Keys.RSA)));

        Rejection rejection = ((Verdict.Rejected) verdict).rejection();
        assertThat(rejection.reason(), is(Reason.WRONG_ISSUER));
        assertThat(rejection.detail(), containsString("configured: " + A + ", " + B + "; "));
        rejected(Reason.WRONG_ISSUER, TokenValidator.chain(a), token(B, Keys.OTHER_RSA));
        rejected(Reason.UNKNOWN, chain, "opaque");
    }

    @Test
    void validatorsSideBySide_rememberAsManyAsTheOneThatRemembersMost() {
        TokenValidator chain = TokenValidator.chain(
                validator(A, keysOfA).cacheSize(5).build(),
                validator(B, keysOfB).cacheSize(7).build());

        assertThat(chain.status(), contains(new TokenCacheStatus("all issuers", 0, 7, 0, 0)));
    }

    @Test
    void validatorBetweenTwo_isAskedBetweenThem() {
        List<String> asked = new ArrayList<>();
        TokenValidator between = token -> {
            asked.add(token.value());
            return Verdict.notMine();
        };
        TokenValidator chain = TokenValidator.chain(a, between, b);
        accepted(chain, token(A, Keys.RSA));
        assertThat(asked.size(), is(0));
        accepted(chain, token(B, Keys.OTHER_RSA));
        assertThat(asked.size(), is(1));
    }

    @Test
    void twoValidatorsOfOneIssuer_areAskedInOrder() {
        JwtValidator second = validator(A, keysOfB).build();
        TokenValidator chain = TokenValidator.chain(a, second, b);

        accepted(chain, token(A, Keys.RSA));
        accepted(chain, token(B, Keys.OTHER_RSA));
        rejected(Reason.BAD_SIGNATURE, chain, token(A, Keys.OTHER_RSA));
    }

    @Test
    void chainInAChain_doesNotEndIt() {
        TokenValidator chain = TokenValidator.chain(
                TokenValidator.chain(a, b), token -> Verdict.rejected(Rejection.of(Reason.REVOKED)));

        accepted(chain, token(B, Keys.OTHER_RSA));
        rejected(Reason.REVOKED, chain, token("https://else.example", Keys.RSA));
    }

    @Test
    void verdictThatSaysWhyNot_isForBadTokensOnly() {
        assertThrows(IllegalArgumentException.class, () -> Verdict.notMine(Rejection.of(Reason.UNAVAILABLE)));
        assertThrows(NullPointerException.class, () -> Verdict.notMine(null));
        assertThat(Verdict.notMine(Rejection.of(Reason.EXPIRED)), is(Verdict.notMine()));
        assertThat(
                Verdict.notMine(Rejection.of(Reason.EXPIRED)).hashCode(),
                is(Verdict.notMine().hashCode()));
    }

    @Test
    void detailOfOneIssuer_namesIt() {
        assertThat(foreign(a, token(B, Keys.RSA)).detail(), containsString(A));
    }

    // What they tell of themselves

    @Test
    void status_tellsOfOneCacheForAllIssuers() {
        String token = token(A, Keys.RSA);
        accepted(issuers, token);
        accepted(issuers, token);
        accepted(issuers, token(B, Keys.OTHER_RSA));
        rejected(Reason.BAD_SIGNATURE, issuers, token(A, Keys.OTHER_RSA));

        assertThat(issuers.status(), contains(new TokenCacheStatus("all issuers", 2, 20_000, 1, 4)));
        assertThat(a.status(), contains(new TokenCacheStatus(A, 0, 20_000, 0, 0)));
        assertThat(TokenValidator.chain(a, b).status(), contains(new TokenCacheStatus("all issuers", 0, 20_000, 0, 0)));
    }

    @Test
    void status_tellsOfTheKeysOfEachIssuer() {
        JwtValidator remote =
                JwtValidator.builder().issuer(A).audience(TokenForge.AUDIENCE).build();

        assertThat(
                remote.status(),
                contains(
                        new KeySourceStatus(A, List.of(), null, null, null, 0, null),
                        new TokenCacheStatus(A, 0, 20_000, 0, 0)));
        assertThat(
                JwtIssuers.of(remote).status(),
                contains(
                        new KeySourceStatus(A, List.of(), null, null, null, 0, null),
                        new TokenCacheStatus("all issuers", 0, 20_000, 0, 0)));
    }
}
