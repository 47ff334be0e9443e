package org.resourceprotector.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.console.RecentDecisions.Outcome;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

class RecentDecisionsTest {

    private static final Instant START = Instant.parse("2026-11-29T12:00:30Z");

    private final MutableClock clock = MutableClock.at(START);
    private final RecentDecisions decisions = new RecentDecisions(clock);

    private static final AccessToken TOKEN = new AccessToken() {
        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public String getName() {
            return "alice";
        }
    };

    static ProtectedEndpoint endpoint(String path) {
        ScopeRule none = ScopeRule.of();
        return new ProtectedEndpoint(
                "GET", path, Access.PROTECTED, none, null, List.of(), none, List.of(), none, none, none, false, "");
    }

    private void refused(Reason reason, String detail) {
        decisions.refused(Rejection.of(reason, detail), endpoint("/orders"), null);
    }

    private List<Long> perMinute(String name) {
        return decisions.outcomes().stream()
                .filter(outcome -> outcome.name().equals(name))
                .map(Outcome::perMinute)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void decisions_areCountedByOutcomeAndMinute() {
        decisions.accepted(TOKEN, endpoint("/orders"));
        decisions.anonymous(endpoint("/news"));
        clock.advance(Duration.ofMinutes(1));
        decisions.ignored(Rejection.of(Reason.EXPIRED), endpoint("/news"));
        refused(Reason.EXPIRED, "");
        refused(Reason.EXPIRED, "");
        refused(Reason.MISSING, "");

        assertThat(
                decisions.outcomes().stream().map(Outcome::name).toList(),
                contains("accepted", "anonymous", "ignored", "MISSING", "EXPIRED"));
        assertThat(perMinute("accepted").subList(57, 60), contains(0L, 1L, 0L));
        assertThat(perMinute("anonymous").subList(57, 60), contains(0L, 1L, 0L));
        assertThat(perMinute("EXPIRED").subList(57, 60), contains(0L, 0L, 2L));
        assertThat(decisions.from(), is(Instant.parse("2026-11-29T11:02:00Z")));
    }

    @Test
    void afterAnHour_minutesAreForgotten() {
        refused(Reason.EXPIRED, "");
        clock.advance(Duration.ofMinutes(59));
        assertThat(perMinute("EXPIRED").get(0), is(1L));

        clock.advance(Duration.ofMinutes(1));
        assertThat(decisions.outcomes(), is(empty()));

        refused(Reason.MISSING, "");
        assertThat(decisions.outcomes(), hasSize(1));
        assertThat(perMinute("MISSING").get(59), is(1L));
    }

    @Test
    void clockThatGoesBack_losesNothingThatCame() {
        refused(Reason.EXPIRED, "");
        clock.set(START.minus(Duration.ofMinutes(90)));
        refused(Reason.EXPIRED, "");
        clock.set(START);

        assertThat(perMinute("EXPIRED").get(59), is(1L));
    }

    @Test
    void floodOfOneReason_doesNotHideTheOthers() {
        refused(Reason.WRONG_AUDIENCE, "the one that matters");
        for (int i = 0; i < 1_000; i++) {
            refused(Reason.MISSING, "call " + i);
        }

        List<Refusal> refusals = decisions.refusals();
        assertThat(refusals, hasSize(RecentDecisions.PER_REASON + 1));
        assertThat(refusals.get(0).detail(), is("call 999"));
        assertThat(refusals.get(19).detail(), is("call 980"));
        assertThat(refusals.get(20).detail(), is("the one that matters"));
    }

    @Test
    void longText_isCut() {
        String endless = "x".repeat(1_000_000);
        decisions.refused(Rejection.of(Reason.NOT_PERMITTED, endless).from(endless), endpoint("/" + endless), null);

        Refusal refusal = decisions.refusals().get(0);
        assertThat(
                List.of(refusal.detail(), refusal.path(), String.valueOf(refusal.issuer())).stream()
                        .map(String::length)
                        .toList(),
                everyItem(is(Refusal.MAX_LENGTH + 1)));
    }

    @Test
    void operatorsOfTheConsole_areNotCounted() {
        decisions.leaveOut(Set.of("/console/state"));
        assertThat(decisions.listening(), is(false));

        decisions.accepted(TOKEN, endpoint("/console/state"));

        assertThat(decisions.listening(), is(true));
        assertThat(decisions.outcomes(), is(empty()));
        decisions.refused(Rejection.of(Reason.MISSING), endpoint("/console/state"), null);
        assertThat(decisions.refusals(), hasSize(1));
    }

    @Test
    void everyReason_isRememberedAndBounded() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 100; i++) {
                    for (Reason reason : Reason.values()) {
                        refused(reason, "");
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS), is(true));

        assertThat(decisions.outcomes(), hasSize(Reason.values().length));
        for (Reason reason : Reason.values()) {
            assertThat(perMinute(reason.name()).get(59), is(400L));
        }
        assertThat(decisions.refusals().size(), lessThanOrEqualTo(RecentDecisions.PER_REASON * Reason.values().length));
        assertThat(decisions.toString(), is("RecentDecisions"));
    }
}
