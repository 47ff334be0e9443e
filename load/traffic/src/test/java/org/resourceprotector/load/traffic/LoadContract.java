package org.resourceprotector.load.traffic;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.resourceprotector.testkit.TestIssuer;

/** What holds on every engine, with the defaults of the library and of the engine. Times are printed and not judged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LoadContract {

    private static final String AUDIENCE = "https://api.example.com";
    private static final String CATALOGUE = "orders/catalogue"; // for everybody
    private static final String OWNER = "orders/owner"; // for any token
    private static final int MOST_CALLS = 32; // the default of maxConcurrentCalls
    private static final Duration FAIL_FAST = Duration.ofSeconds(2); // the default of circuitBreaker
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final int AT_ONCE = 1_000;

    private final TestIssuer issuer = TestIssuer.builder().audience(AUDIENCE).build();
    private final String jwt = issuer.token().value();
    private final AtomicInteger number = new AtomicInteger();
    private final String name;
    private final Engine engine;

    LoadContract(String name) {
        this.name = name;
        this.engine = new Engine(name);
    }

    @AfterAll
    void end() {
        engine.close();
    }

    private Caller deploy(Authority authority, Duration cache) {
        Caller caller = new Caller(engine.deploy(issuer, AUDIENCE, authority, cache));
        warmUp(caller);
        return caller;
    }

    /** Loads classes, and has the engine start its threads. */
    private void warmUp(Caller caller) {
        Tally tally = new Tally();
        for (int round = 0; round < 10; round++) {
            caller.call(OWNER, "good-warm-up-" + round, tally);
            List<CompletableFuture<Void>> requests = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                requests.add(caller.send(CATALOGUE, "", tally));
                requests.add(caller.send(OWNER, jwt, tally));
            }
            requests.forEach(CompletableFuture::join);
        }
        assertThat(tally.toString(), tally.count(200), is(1_010L));
    }

    private void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, "[%s] " + format + "%n", prepend(values));
    }

    private Object[] prepend(Object[] values) {
        List<Object> all = new ArrayList<>(List.of(name));
        all.addAll(List.of(values));
        return all.toArray();
    }

    @Test
    @DisplayName("R7662-2.3-b a thousand requests with one uncached token are one call")
    void oneTokenIsOneCall() {
        try (Authority authority = new Authority(AUDIENCE)) {
            Caller caller = deploy(authority, Duration.ofMinutes(1));
            authority.answersAfter(Duration.ofMillis(100));
            int before = authority.calls();
            Tally tally = new Tally();
            List<CompletableFuture<Void>> requests = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                requests.add(caller.send(OWNER, "good-one", tally));
            }
            requests.forEach(CompletableFuture::join);

            print(
                    "%d requests with one token: %d call, %s, p99 %s",
                    AT_ONCE, authority.calls() - before, tally, tally.percentile(99));
            assertThat(tally.toString(), tally.count(200), is((long) AT_ONCE));
            assertThat(authority.calls() - before, is(1));
            engine.stop(caller.base());
        }
    }

    @Test
    @DisplayName("R7662-2.3-b a slow server does not take the threads from who does not need it")
    void aSlowServerHoldsUpFew() {
        try (Authority authority = new Authority(AUDIENCE)) {
            Caller caller = deploy(authority, Duration.ZERO);
            Engine.Threads before = engine.threads();
            Tally flood = new Tally();
            List<CompletableFuture<Void>> requests = new ArrayList<>();
            Consumer<Duration> quiet = Clockwork::let;
            Consumer<Duration> slow = time -> Clockwork.repeat(
                    200, time, () -> requests.add(caller.send(OWNER, "good-" + number.incrementAndGet(), flood)));
            try (Visitors open = new Visitors(PAUSE, tally -> caller.call(CATALOGUE, "", tally));
                    Visitors local = new Visitors(PAUSE, tally -> caller.call(OWNER, jwt, tally))) {
                Pages first = Pages.of(open, local, Duration.ofSeconds(5), quiet);
                authority.answersAfter(Duration.ofSeconds(2));
                Pages loaded = Pages.of(open, local, Duration.ofSeconds(20), slow);
                requests.forEach(CompletableFuture::join);
                Pages last = Pages.of(open, local, Duration.ofSeconds(5), quiet);

                print(
                        "200 requests a second for 20 s, the server takes 2 s: %s, at most %d calls under way",
                        flood, authority.mostUnderWay());
                table("open", first.open(), loaded.open(), last.open());
                table("protected by JWTs", first.local(), loaded.local(), last.local());
                for (Counted tally : List.of(
                        first.open(), first.local(), loaded.open(), loaded.local(), last.open(), last.local())) {
                    assertThat(tally.toString(), tally.count(200), is(tally.all()));
                }
            }
            assertThat(flood.toString(), flood.all(), is(4_000L));
            assertThat(flood.toString(), flood.count(200) + flood.count(503), is(flood.all()));
            assertThat(flood.count(200), is(greaterThan(0L)));
            assertThat(authority.mostUnderWay(), is(lessThanOrEqualTo(MOST_CALLS)));
            Clockwork.until("no thread is left behind", () -> isAsBefore(before, engine.threads()));
            print("threads before %d, after %d", before.all(), engine.threads().all());
            engine.stop(caller.base());
        }
    }

    private static boolean isAsBefore(Engine.Threads before, Engine.Threads now) {
        return now.inside() == 0 && now.all() <= before.all();
    }

    private void table(String endpoint, Counted first, Counted loaded, Counted last) {
        double quiet = (first.perSecond() + last.perSecond()) / 2;
        print(
                "%-18s quiet %.1f/s (p50 %s, p99 %s), loaded %.1f/s (p50 %s, p99 %s), kept %.2f",
                endpoint,
                quiet,
                first.tally().percentile(50),
                first.tally().percentile(99),
                loaded.perSecond(),
                loaded.tally().percentile(50),
                loaded.tally().percentile(99),
                loaded.perSecond() / quiet);
    }

    @Test
    @DisplayName("R7662-2.3-a nobody is let in, and nobody is called bad, while the server is dead")
    void aServerThatDiesAndComesBack() {
        try (Authority authority = new Authority(AUDIENCE)) {
            Caller caller = deploy(authority, Duration.ZERO);
            try (Visitors good = new Visitors(
                            PAUSE, tally -> caller.call(OWNER, "good-" + number.incrementAndGet() % 20, tally));
                    Visitors bad = new Visitors(
                            PAUSE, tally -> caller.call(OWNER, "bad-" + number.incrementAndGet(), tally))) {
                Clockwork.let(Duration.ofSeconds(3));
                authority.kill();
                List<Tally> up = List.of(good.turnPage(), bad.turnPage());
                Clockwork.let(Duration.ofSeconds(4));
                authority.restart();
                long restarted = System.nanoTime();
                List<Tally> dead = List.of(good.turnPage(), bad.turnPage());
                Clockwork.until("good tokens work again", () -> good.tally().count(200) > 0);
                long back = System.nanoTime() - restarted;
                Clockwork.let(Duration.ofSeconds(3));
                good.leave();
                bad.leave();
                List<Tally> again = List.of(good.turnPage(), bad.turnPage());

                print(
                        "killed and restarted, good tokens: up %s, dead %s, up again %s",
                        up.get(0), dead.get(0), again.get(0));
                print(
                        "killed and restarted, bad tokens:  up %s, dead %s, up again %s",
                        up.get(1), dead.get(1), again.get(1));
                print(
                        "good tokens worked again after %d ms; the fail-fast window is %d ms",
                        back / 1_000_000, FAIL_FAST.toMillis());
                for (List<Tally> phase : List.of(up, dead, again)) {
                    assertThat(phase.toString(), phase.get(0).count(401), is(0L));
                    assertThat(
                            phase.toString(),
                            phase.get(0).count(200) + phase.get(0).count(503),
                            is(phase.get(0).all()));
                    assertThat(phase.toString(), phase.get(1).count(200), is(0L));
                    assertThat(
                            phase.toString(),
                            phase.get(1).count(401) + phase.get(1).count(503),
                            is(phase.get(1).all()));
                }
                assertThat(up.toString(), up.get(0).count(200), is(greaterThan(0L)));
                assertThat(dead.toString(), dead.get(0).count(503), is(greaterThan(0L)));
            }
            engine.stop(caller.base());
        }
    }

    /** What was counted in a while, and how long that was. */
    record Counted(Tally tally, Duration time) {

        double perSecond() {
            return tally.all() * 1_000.0 / time.toMillis();
        }

        long count(int status) {
            return tally.count(status);
        }

        long all() {
            return tally.all();
        }
    }

    /** What two kinds of visitors saw while something went on. */
    record Pages(Counted open, Counted local) {

        static Pages of(Visitors open, Visitors local, Duration time, Consumer<Duration> meanwhile) {
            long start = System.nanoTime();
            open.turnPage();
            local.turnPage();
            meanwhile.accept(time);
            Duration passed = Duration.ofNanos(System.nanoTime() - start);
            return new Pages(new Counted(open.turnPage(), passed), new Counted(local.turnPage(), passed));
        }
    }
}
