package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.LogLines;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Issuers that the application is asked for. */
@Timeout(60)
class JwtIssuersResolverTest {

    private static final String NAMED = "https://named.example";

    private final MovedClock clock = new MovedClock();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final JwtIssuers issuers = issuers(this::tenant, 10);

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdownNow();
    }

    private JwtIssuers issuers(Function<String, Optional<JwtValidator>> byIssuer, int max) {
        JwtIssuers.Builder builder = JwtIssuers.builder()
                .issuer(validator(NAMED))
                .maxIssuers(max)
                .clock(clock)
                .resolve(issuer -> {
                    asked.add(issuer);
                    return byIssuer.apply(issuer);
                });
        builder.patience = Duration.ofSeconds(10);
        return builder.build();
    }

    private JwtValidator validator(String issuer) {
        return JwtValidator.builder()
                .issuer(issuer)
                .audience(TokenForge.AUDIENCE)
                .keys(FakeKeySource.published())
                .clock(clock)
                .build();
    }

    private Optional<JwtValidator> tenant(String issuer) {
        return issuer.startsWith("https://tenant.example/") ? Optional.of(validator(issuer)) : Optional.empty();
    }

    private static String tenant(int number) {
        return "https://tenant.example/" + number;
    }

    private static PresentedToken token(String issuer) {
        return PresentedToken.bearer(TokenForge.good().claim("iss", issuer).token());
    }

    /** One that is refused before anybody looks at its signature, and that costs none to make. */
    private static PresentedToken unsigned(String issuer) {
        TokenForge token = TokenForge.good().claim("iss", issuer);
        return PresentedToken.bearer(TokenForge.base64(token.headerJson().getBytes(UTF_8)) + "."
                + TokenForge.base64(token.payloadJson().getBytes(UTF_8)) + ".AAAA");
    }

    private static AccessToken accepted(JwtIssuers issuers, String issuer) {
        Verdict verdict = issuers.validate(token(issuer));
        assertThat(verdict, instanceOf(Verdict.Accepted.class));
        return ((Verdict.Accepted) verdict).token();
    }

    private static void foreign(JwtIssuers issuers, String issuer) {
        Verdict verdict = issuers.validate(token(issuer));
        assertThat(verdict, is(Verdict.notMine()));
        assertThat(((Verdict.NotMine) verdict).otherwise().reason(), is(Reason.WRONG_ISSUER));
    }

    private static ValidationUnavailableException unavailable(JwtIssuers issuers, String issuer) {
        return assertThrows(ValidationUnavailableException.class, () -> issuers.validate(token(issuer)));
    }

    @Test
    void callersMayWait_ifIssuersAreLookedUp() {
        assertThat(issuers.mayWait(), is(true));
        assertThat(JwtIssuers.of(validator(NAMED)).mayWait(), is(false));
        assertThat(validator(NAMED).mayWait(), is(false));
    }

    @Test
    void issuerThatIsResolved_isAskedForOnce() {
        AccessToken first = accepted(issuers, tenant(1));

        assertThat(accepted(issuers, tenant(1)), is(sameInstance(first)));
        issuers.validate(PresentedToken.bearer(
                TokenForge.good().claim("iss", tenant(1)).claim("jti", "other").token()));
        accepted(issuers, NAMED);
        assertThat(asked, contains(tenant(1)));
        assertThat(issuers.issuers(), containsInAnyOrder(NAMED, tenant(1)));
    }

    @Test
    void issuerThatIsNone_isAskedForAgainAfterAWhile() {
        for (int i = 0; i < 100; i++) {
            foreign(issuers, "https://evil.example");
        }
        assertThat(asked.size(), is(1));
        clock.move(Duration.ofSeconds(10).minusMillis(1));
        foreign(issuers, "https://evil.example");
        assertThat(asked.size(), is(1));
        clock.move(Duration.ofMillis(1));
        foreign(issuers, "https://evil.example");
        assertThat(asked.size(), is(2));
    }

    @Test
    void whatCannotBeAnIssuer_isNotAskedFor() {
        foreign(issuers, "");
        foreign(issuers, "https://tenant.example/" + "x".repeat(600));
        foreign(issuers, "https://tenant.example/ 1");
        foreign(issuers, "https://tenant.example/\n");
        foreign(issuers, "https://tenant.example/\u007F");
        foreign(issuers, "https://tenant.example/".concat("x".repeat(490)));
        assertThat(asked, is(empty()));
        String longest = "https://tenant.example/".concat("x".repeat(489));
        accepted(issuers, longest);
        accepted(issuers, "https://tenant.example/!~\u0080");
        assertThat(asked.size(), is(2));
    }

    @Test
    void flood_isAskedForAHundredTimesASecond() {
        int unavailable = 0;
        for (int i = 0; i < 1000; i++) {
            try {
                Verdict verdict = issuers.validate(unsigned("https://evil.example/" + i));
                assertThat(verdict, is(Verdict.notMine()));
            } catch (ValidationUnavailableException e) {
                unavailable++;
            }
        }
        assertThat(asked.size(), is(100));
        assertThat(unavailable, is(900));
        accepted(issuers, NAMED);
        unavailable(issuers, tenant(1));
        clock.move(Duration.ofSeconds(1));
        accepted(issuers, tenant(1));
    }

    @Test
    void clockThatIsSetBack_endsWhatWasRemembered() {
        foreign(issuers, "https://evil.example");
        clock.move(Duration.ofMillis(-1));
        foreign(issuers, "https://evil.example");
        assertThat(asked.size(), is(2));
    }

    @Test
    void clockThatIsSetBack_beginsASecondOfQuestions() {
        for (int i = 0; i < IssuerResolver.MAX_PER_SECOND; i++) {
            assertThat(issuers.validate(unsigned("https://evil.example/" + i)), is(Verdict.notMine()));
        }
        clock.move(Duration.ofSeconds(1).minusMillis(1));
        unavailable(issuers, tenant(1));
        clock.move(Duration.ofSeconds(-1));
        accepted(issuers, tenant(1));
    }

    @Test
    void clockThatIsSetBack_endsTheTimeOfAnIssuerThatGaveWay() {
        JwtIssuers own = issuers(this::tenant, 2);
        own.validate(forged(tenant(0)));
        own.validate(forged(tenant(1)));
        clock.move(Duration.ofMillis(-1));
        own.validate(forged(tenant(0)));
        assertThat(asked, contains(tenant(0), tenant(1), tenant(0)));
    }

    @Test
    void callerThatIsInterrupted_staysSo() {
        Thread.currentThread().interrupt();
        unavailable(issuers, tenant(1));
        assertThat(Thread.interrupted(), is(true));
        assertThat(asked, is(empty()));
        accepted(issuers, tenant(1));
    }

    @Test
    void callerThatIsInterruptedWhileAnotherAsks_staysSo() {
        JwtIssuers[] own = new JwtIssuers[1];
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        own[0] = issuers(
                issuer -> {
                    Future<Boolean> other = callers.submit(() -> {
                        Thread.currentThread().interrupt();
                        unavailable(own[0], issuer);
                        return Thread.interrupted();
                    });
                    try {
                        interrupted.add(other.get(20, TimeUnit.SECONDS));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return tenant(issuer);
                },
                10);

        accepted(own[0], tenant(1));
        assertThat(interrupted, contains(true));
    }

    @Test
    void waitingForASlowResolver_ends() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        JwtIssuers.Builder builder = JwtIssuers.builder().resolve(issuer -> {
            begun.countDown();
            try {
                assertThat(end.await(50, TimeUnit.SECONDS), is(true));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(validator(issuer));
        });
        builder.patience = Duration.ofMillis(40);
        JwtIssuers slow = builder.build();
        Future<Verdict> first = callers.submit(() -> slow.validate(token(tenant(1))));
        assertThat(begun.await(20, TimeUnit.SECONDS), is(true));

        for (int i = 0; i <= IssuerResolver.MAX_WAITING_LONG; i++) {
            assertThat(unavailable(slow, tenant(1)).getMessage(), is("the resolver of issuers is slow"));
        }
        end.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS), instanceOf(Verdict.Accepted.class));
    }

    @Test
    void resolverThatFailsOrIsWrong_isSaidInTheLog() {
        try (LogLines log = new LogLines()) {
            unavailable(
                    issuers(
                            issuer -> {
                                throw new IllegalStateException("secret");
                            },
                            10),
                    tenant(1));
            assertThat(log.lines().toString(), containsString("The resolver of issuers failed"));
            assertThat(log.lines().toString(), containsString("IllegalStateException"));
            assertThat(log.lines().toString(), not(containsString("secret")));
        }
        try (LogLines log = new LogLines()) {
            foreign(issuers(issuer -> Optional.of(validator(tenant(2))), 10), tenant(1));
            assertThat(log.lines().toString(), containsString("a validator of another issuer; it is not used"));
            assertThat(log.lines().toString(), not(containsString("tenant.example")));
        }
    }

    @Test
    void unknownIssuer_isToldWhoWasAsked() {
        assertThat(detail(issuers), endsWith("; configured: " + NAMED + "; the resolver knows no other"));
        assertThat(
                detail(JwtIssuers.builder().resolve(this::tenant).build()),
                endsWith("; no issuer is configured; the resolver knows no other"));
        assertThat(issuers.toString(), is("JwtIssuers[1 of at most 10, resolver=yes, cache=20000]"));
    }

    private static String detail(JwtIssuers issuers) {
        Verdict verdict = issuers.validate(token("https://evil.example"));
        return ((Verdict.NotMine) verdict).otherwise().detail();
    }

    @Test
    void resolverThatThrows_cannotTell() {
        JwtIssuers broken = issuers(
                issuer -> {
                    throw new IllegalStateException("secret");
                },
                10);
        for (int i = 0; i < 10; i++) {
            ValidationUnavailableException e = unavailable(broken, tenant(1));
            assertThat(e.getMessage().contains("secret"), is(false));
        }
        assertThat(asked.size(), is(1));
        clock.move(Duration.ofSeconds(1));
        unavailable(broken, tenant(1));
        assertThat(asked.size(), is(2));
        accepted(broken, NAMED);
    }

    @Test
    void resolverThatIsBroken_cannotTell() {
        unavailable(issuers(issuer -> null, 10), tenant(1));
        JwtIssuers error = issuers(
                issuer -> {
                    throw new NoClassDefFoundError("secret");
                },
                10);
        unavailable(error, tenant(1));
        accepted(error, NAMED);
    }

    @Test
    void resolverThatCannotTell_saysSoItself() {
        ValidationUnavailableException own = new ValidationUnavailableException("the database of tenants is down");
        JwtIssuers down = issuers(
                issuer -> {
                    throw own;
                },
                10);

        assertThat(unavailable(down, tenant(1)), is(sameInstance(own)));
        clock.move(Duration.ofSeconds(1).minusMillis(1));
        assertThat(unavailable(down, tenant(1)), is(not(sameInstance(own))));
        assertThat(asked, contains(tenant(1)));
        clock.move(Duration.ofMillis(1));
        assertThat(unavailable(down, tenant(1)), is(sameInstance(own)));
    }

    @Test
    void resolverThatAnswersAnotherIssuer_isNotBelieved() {
        JwtIssuers wrong = issuers(issuer -> Optional.of(validator(tenant(2))), 10);

        foreign(wrong, tenant(1));
        foreign(wrong, tenant(2) + "/");
        assertThat(wrong.issuers(), contains(NAMED));
        accepted(wrong, tenant(2));
    }

    @Test
    void resolverThatIsSlow_holdsUpNobodyWhoIsKnownAndFewOthers() throws Exception {
        JwtIssuers slow = issuers(
                issuer -> {
                    try {
                        assertThat(end.await(50, TimeUnit.SECONDS), is(true));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.of(validator(issuer));
                },
                100);
        List<Future<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            PresentedToken token = token(tenant(i % 6));
            waiting.add(callers.submit(() -> slow.validate(token)));
        }
        int held = IssuerResolver.MAX_ASKING + IssuerResolver.MAX_WAITING_LONG;
        Await.until(
                "all but a few are through",
                () -> waiting.stream().filter(call -> !call.isDone()).count() <= held);
        accepted(slow, NAMED);
        assertThat(asked.size(), is(IssuerResolver.MAX_ASKING));
        end.countDown();
        int good = 0;
        for (Future<Verdict> call : waiting) {
            try {
                assertThat(call.get(20, TimeUnit.SECONDS), instanceOf(Verdict.Accepted.class));
                good++;
            } catch (ExecutionException e) {
                assertThat(e.getCause(), instanceOf(ValidationUnavailableException.class));
            }
        }
        assertThat(good >= IssuerResolver.MAX_ASKING, is(true));
    }

    @Test
    void issuerThatIsUsedLeast_givesWay() {
        JwtIssuers three = issuers(this::tenant, 3);
        AccessToken first = accepted(three, tenant(1));
        clock.move(Duration.ofSeconds(1));
        accepted(three, tenant(2));
        clock.move(Duration.ofSeconds(1));
        assertThat(accepted(three, tenant(1)), is(sameInstance(first)));
        clock.move(Duration.ofSeconds(1));
        accepted(three, tenant(3));

        assertThat(three.issuers(), containsInAnyOrder(NAMED, tenant(1), tenant(3)));
        assertThat(three.remembered(), is(2L));
        assertThat(accepted(three, tenant(1)), is(sameInstance(first)));
    }

    @Test
    void issuerThatIsNamedLater_doesNotGiveWay() {
        JwtIssuers three = issuers(this::tenant, 3);
        accepted(three, tenant(1));
        clock.move(Duration.ofSeconds(1));
        accepted(three, tenant(2));
        three.add(validator("https://second.example"));

        assertThat(three.issuers(), containsInAnyOrder(NAMED, "https://second.example", tenant(2)));
    }

    @Test
    void issuerThatLeaves_isAskedForAgain() {
        List<String> left = new CopyOnWriteArrayList<>();
        JwtIssuers own = issuers(issuer -> left.contains(issuer) ? Optional.empty() : tenant(issuer), 10);
        AccessToken first = accepted(own, tenant(1));
        own.remove(tenant(1));
        assertThat(own.remembered(), is(0L));
        assertThat(accepted(own, tenant(1)), is(not(sameInstance(first))));

        left.add(tenant(1));
        assertThat(own.remove(tenant(1)), is(true));
        assertThat(own.remove(tenant(1)), is(false));
        foreign(own, tenant(1));
    }

    @Test
    void answerThatIsOlderThanTheLeaving_isNotUsed() {
        JwtIssuers[] own = new JwtIssuers[1];
        own[0] = issuers(
                issuer -> {
                    own[0].remove(issuer);
                    return tenant(issuer);
                },
                10);

        unavailable(own[0], tenant(1));
        assertThat(own[0].issuers(), contains(NAMED));
    }

    @Test
    void issuerThatIsNamedWhileItIsAskedFor_isTheNamedOne() {
        JwtIssuers[] own = new JwtIssuers[1];
        own[0] = issuers(
                issuer -> {
                    tenant(issuer).ifPresent(own[0]::add);
                    return tenant(issuer);
                },
                10);

        accepted(own[0], tenant(1));
        assertThat(detail(own[0]), containsString(tenant(1)));
    }

    @Test
    void leavingOfAnother_leavesAnAnswerInForce() {
        JwtIssuers[] own = new JwtIssuers[1];
        own[0] = issuers(
                issuer -> {
                    own[0].remove(tenant(2));
                    own[0].remove("https://nobody.example");
                    return tenant(issuer);
                },
                10);
        accepted(own[0], tenant(1));
        assertThat(own[0].issuers(), containsInAnyOrder(NAMED, tenant(1)));
    }

    @Test
    void forgedTokens_keepNoIssuerHere() {
        JwtIssuers own = issuers(this::tenant, 3);
        String forged = TokenForge.good().claim("iss", tenant(1)).token();
        PresentedToken bad = PresentedToken.bearer(forged.substring(0, forged.lastIndexOf('.') + 1) + "AAAA");
        assertThat(own.validate(bad), instanceOf(Verdict.Rejected.class));
        accepted(own, tenant(2));
        clock.move(Duration.ofSeconds(1));
        assertThat(own.validate(bad), instanceOf(Verdict.Rejected.class));
        accepted(own, tenant(3));
        assertThat(own.issuers(), containsInAnyOrder(NAMED, tenant(2), tenant(3)));
    }

    private static PresentedToken forged(String issuer) {
        String token = TokenForge.good().claim("iss", issuer).token();
        return PresentedToken.bearer(token.substring(0, token.lastIndexOf('.') + 1) + "AAAA");
    }

    @Test
    void issuersThatStrangersNameInTurn_keepTheirValidators() {
        JwtIssuers own = issuers(this::tenant, 2);
        for (int i = 0; i < 10; i++) {
            assertThat(own.validate(forged(tenant(i % 2))), instanceOf(Verdict.Rejected.class));
        }
        assertThat(asked, contains(tenant(0), tenant(1)));
        assertThat(own.issuers().size(), is(2));
        accepted(own, tenant(0));
        clock.move(Duration.ofSeconds(1));
        accepted(own, tenant(1));
        assertThat(asked.size(), is(2));
    }

    @Test
    void issuersThatStrangersNameInTurn_comeBackAHundredTimesASecond() {
        JwtIssuers own = issuers(this::tenant, 2);
        int unavailable = 0;
        for (int i = 0; i < 300; i++) {
            try {
                assertThat(own.validate(unsigned(tenant(i % 2))), instanceOf(Verdict.Rejected.class));
            } catch (ValidationUnavailableException e) {
                unavailable++;
            }
        }
        assertThat(unavailable, is(greaterThan(50)));
        clock.move(Duration.ofSeconds(1));
        accepted(own, tenant(0));
        assertThat(asked, contains(tenant(0), tenant(1)));
    }

    @Test
    void issuerThatGaveWay_isAskedForAgainAfterAWhile() {
        JwtIssuers own = issuers(this::tenant, 2);
        own.validate(forged(tenant(0)));
        own.validate(forged(tenant(1)));
        clock.move(Duration.ofSeconds(20));
        own.validate(forged(tenant(0)));
        own.validate(forged(tenant(1)));
        clock.move(Duration.ofSeconds(10).minusMillis(1));
        own.validate(forged(tenant(0)));
        own.validate(forged(tenant(1)));
        assertThat(asked.size(), is(2));

        clock.move(Duration.ofMillis(1));
        own.validate(forged(tenant(0)));
        assertThat(asked.size(), is(3));
    }

    @Test
    void issuerThatGivesWayAgainAndAgain_isAskedForAllTheSame() {
        JwtIssuers own = issuers(this::tenant, 2);
        own.validate(forged(tenant(0)));
        own.validate(forged(tenant(1)));
        clock.move(Duration.ofSeconds(29));
        own.validate(forged(tenant(0)));
        clock.move(Duration.ofSeconds(2));
        own.validate(forged(tenant(1)));
        own.validate(forged(tenant(0)));
        assertThat(asked, contains(tenant(0), tenant(1), tenant(0)));
    }

    @Test
    void issuerThatGaveWayAndIsRemoved_isAskedForAgain() {
        JwtIssuers own = issuers(this::tenant, 2);
        own.validate(forged(tenant(0)));
        own.validate(forged(tenant(1)));
        own.remove(tenant(0));

        accepted(own, tenant(0));
        assertThat(asked, contains(tenant(0), tenant(1), tenant(0)));
    }

    @Test
    void questionThatIsAnswered_isNotJoined() {
        int[] answers = new int[2];
        IssuerResolver[] resolver = new IssuerResolver[1];
        resolver[0] = new IssuerResolver(
                this::tenant,
                (validator, question) -> {
                    if (answers[0]++ == 0) {
                        var unused = question.thenRun(() -> {
                            resolver[0].resolve(tenant(1));
                            answers[1] = answers[0];
                        });
                    }
                    return new KnownIssuer(validator, false);
                },
                clock,
                Duration.ofSeconds(10));

        resolver[0].resolve(tenant(1));

        assertThat(answers[1], is(2));
    }

    @Test
    void questionThatEndsInAnError_isNotTheLast() {
        List<KnownIssuer> known = new ArrayList<>();
        IssuerResolver resolver = new IssuerResolver(
                this::tenant,
                (validator, question) -> {
                    known.add(new KnownIssuer(validator, false));
                    if (known.size() == 1) {
                        throw new OutOfMemoryError("for an issuer");
                    }
                    return known.get(1);
                },
                clock,
                Duration.ofSeconds(10));

        assertThrows(OutOfMemoryError.class, () -> resolver.resolve(tenant(1)));
        assertThat(resolver.resolve(tenant(1)), is(sameInstance(known.get(1))));
    }

    @Test
    void resolver_needsRoomForOne() {
        assertThrows(IllegalStateException.class, () -> issuers(this::tenant, 1));
        JwtIssuers own = issuers(this::tenant, 2);
        accepted(own, tenant(1));
        assertThrows(IllegalStateException.class, () -> own.add(validator("https://other.example")));
        own.add(validator(NAMED));
        accepted(own, tenant(2));
    }

    @Test
    void closedIssuers_cannotTellWhoIsKnown() {
        issuers.close();
        unavailable(issuers, tenant(1));
        assertThat(asked, is(empty()));
    }

    private static final String ENTRA = "https://login.microsoftonline.com/{tenantid}/v2.0";

    private JwtIssuers.Builder templates() {
        return JwtIssuers.builder().clock(clock).template(ENTRA, Set.of("t1", "t2")::contains, issuer -> {
            asked.add(issuer);
            return validator(issuer);
        });
    }

    @Test
    void tenantThatATemplatePermitsIsKnownAtItsFirstToken() {
        JwtIssuers tenants = templates().build();

        accepted(tenants, "https://login.microsoftonline.com/t1/v2.0");
        accepted(tenants, "https://login.microsoftonline.com/t1/v2.0");
        accepted(tenants, "https://login.microsoftonline.com/t2/v2.0");
        assertThat(asked.size(), is(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://login.microsoftonline.com/t3/v2.0",
                "https://login.microsoftonline.com/T1/v2.0",
                "https://login.microsoftonline.com/t1/v2.0/",
                "https://login.microsoftonline.com/t1",
                "https://login.microsoftonline.com/v2.0",
                "https://login.microsoftonline.com//v2.0",
                "https://login.microsoftonline.com/t1/t1/v2.0",
                "https://login.microsoftonline.com/../v2.0",
                "https://login.microsoftonline.com/t1%2f/v2.0",
                "https://login.microsoftonline.com.evil.example/t1/v2.0",
                "http://login.microsoftonline.com/t1/v2.0",
                "https://login.microsoftonline.com/{tenantid}/v2.0",
            })
    void tenantThatNoTemplatePermitsIsForeignAndNobodyIsAsked(String issuer) {
        JwtIssuers tenants = templates().build();

        assertThat(tenants.validate(token(issuer)), instanceOf(Verdict.NotMine.class));
        assertThat(asked.isEmpty(), is(true));
    }

    @Test
    void strangersWhomNoTemplatePermits_useUpNoQuestions() {
        JwtIssuers tenants = templates().build();
        for (int i = 0; i <= IssuerResolver.MAX_PER_SECOND; i++) {
            assertThat(tenants.validate(unsigned("https://evil.example/" + i)), is(Verdict.notMine()));
        }
        accepted(tenants, "https://login.microsoftonline.com/t1/v2.0");
    }

    @Test
    void resolverIsAskedForWhatNoTemplatePermits() {
        JwtIssuers both = templates().resolve(this::tenant).build();

        accepted(both, tenant(1));
        accepted(both, "https://login.microsoftonline.com/t1/v2.0");
    }

    @Test
    void validatorOfAnotherTenantIsNotUsed() {
        JwtIssuers wrong = JwtIssuers.builder()
                .template(ENTRA, segment -> true, issuer -> validator(NAMED))
                .build();

        assertThat(
                wrong.validate(token("https://login.microsoftonline.com/t1/v2.0")), instanceOf(Verdict.NotMine.class));
    }

    @Test
    void predicateThatFailsIsAnOutage() {
        JwtIssuers failing = JwtIssuers.builder()
                .template(
                        ENTRA,
                        segment -> {
                            throw new IllegalStateException("down");
                        },
                        this::validator)
                .build();

        PresentedToken token = token("https://login.microsoftonline.com/t1/v2.0");
        assertThrows(ValidationUnavailableException.class, () -> failing.validate(token));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{t}",
                "https://a/t",
                "https://{t}/v2.0",
                "https://a.{t}.example/x",
                "https://a/{t}/{u}",
                "https://a/x{t}/v2.0",
                "https://a/{t}x",
                "https://a/}{",
                "https://a/{t",
            })
    void whatIsNoTemplateIsRefused(String template) {
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtIssuers.builder().template(template, segment -> true, this::validator));
    }
}
