package org.resourceprotector.introspection;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.CannedClient;
import org.resourceprotector.http.CannedClient.Reply;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.interleaving.Schedule;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * Requests with two tokens at one validator, whose server is asked without a socket: calls begin, are answered and arrive in
 * any order, tokens are revoked, what is remembered is evicted, the clock moves on, requests are interrupted, and calls fail
 * in every way that a call can. What came of each request is held against all that may have come of it:
 *
 * <ul>
 *   <li>It is accepted by an answer of the server only, which was no older than {@code cacheFor} when the request came (and
 *       {@code acceptStaleIfError} if calls fail), and neither evicted nor followed by a refusal before.
 *   <li>It is refused by a refusal of the server only, no older than {@code negativeCacheFor}.
 *   <li>That nobody can find out needs a run in which calls fail, or are too many, or are interrupted.
 *   <li>There is one call for each token at a time, and no more in all than allowed; none who waits is forgotten.
 * </ul>
 */
final class IntrospectionRuns implements AutoCloseable {

    private static final long CACHE = 60_000;
    private static final long NEGATIVE = 20_000;
    private static final long STALE = 300_000;
    private static final long OPEN = 10_000;
    private static final int ACTORS = 4;
    private static final int MOST_STEPS = 150;
    private static final List<String> TOKENS = List.of("token-a", "token-b");

    /** What the thread shows. */
    private static final ThreadLocal<Shown> CURRENT = new ThreadLocal<>();

    private final Random random;
    private final MovedClock clock = new MovedClock();
    private final Schedule schedule;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final List<Eviction> evictions = new CopyOnWriteArrayList<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final boolean cached;
    private final boolean stale;
    private final boolean faulty;
    private final IntrospectionValidator validator;
    private volatile boolean calm;
    private volatile @Nullable String wrongCall;

    /** What a call may come to. */
    private enum Fate {
        ANSWER,
        THROWS,
        BREAKS_DOWN,
        RESET,
        STATUS_500,
        NONSENSE
    }

    /** What somebody does, from one moment to another. */
    private static class Span {

        final int begun;
        final long begunAt;
        volatile int ended = Integer.MAX_VALUE;
        volatile long endedAt = Long.MAX_VALUE;

        Span(int begun, long begunAt) {
            this.begun = begun;
            this.begunAt = begunAt;
        }
    }

    private static final class Eviction extends Span {
        Eviction(int begun, long begunAt) {
            super(begun, begunAt);
        }
    }

    /** A token that is shown, and what comes of it: null if nobody can find out. */
    private static final class Shown extends Span {

        final String token;
        volatile @Nullable Boolean accepted;
        volatile @Nullable Exception why;

        Shown(String token, int begun, long begunAt) {
            super(begun, begunAt);
            this.token = token;
        }
    }

    /** A question that a request asks the server, which looks for the token at one moment. */
    private static final class Call {

        final Shown by;
        final int sent;
        final Fate fate;
        final CompletableFuture<Reply> reply = new CompletableFuture<>();
        volatile @Nullable Boolean active;
        volatile int looked;

        Call(Shown by, int sent, Fate fate) {
            this.by = by;
            this.sent = sent;
            this.fate = fate;
        }

        boolean saidAbout(Shown request, boolean good) {
            Boolean said = active;
            return fate == Fate.ANSWER
                    && said != null
                    && said == good
                    && by.token.equals(request.token)
                    && looked < request.ended;
        }
    }

    IntrospectionRuns(Random random) {
        this.random = random;
        this.schedule = new Schedule(random);
        this.cached = random.nextInt(4) > 0;
        this.stale = cached && random.nextBoolean();
        this.faulty = random.nextInt(3) > 0;
        IntrospectionValidator.Builder builder = IntrospectionValidator.builder()
                .endpoint(URI.create("https://as.example.com/introspect"))
                .client(ClientAuthentication.basic("rs", "secret"))
                .audience(IntrospectionFixture.AUDIENCE)
                .clock(clock)
                .httpClient(CannedClient.later(this::call))
                .timeout(Duration.ofMinutes(1))
                .whenSlow(Duration.ofHours(10), 1_000)
                .maxConcurrentCalls(mostCalls())
                .circuitBreaker(2, Duration.ofMillis(OPEN));
        if (cached) {
            builder.cacheFor(Duration.ofMillis(CACHE))
                    .negativeCacheFor(Duration.ofMillis(NEGATIVE))
                    .acceptStaleIfError(Duration.ofMillis(stale ? STALE : 0));
        }
        this.validator = builder.build();
        clock.beforeReading(() -> {
            if (isOneOf(3)) {
                schedule.callOut();
            }
        });
    }

    /** As many as there are callers, where nothing is to fail. */
    private int mostCalls() {
        return faulty ? ACTORS / 2 : ACTORS;
    }

    private boolean isOneOf(int many) {
        synchronized (random) {
            return random.nextInt(many) == 0;
        }
    }

    private <T> T oneOf(List<T> some) {
        synchronized (random) {
            return some.get(random.nextInt(some.size()));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private CompletableFuture<Reply> call(HttpRequest request) {
        Fate fate = !calm && faulty && isOneOf(3) ? oneOf(List.of(Fate.values())) : Fate.ANSWER;
        Call call = new Call(CURRENT.get(), schedule.moment(), fate);
        requireAllowed(call, request);
        calls.add(call);
        schedule.callOut();
        if (fate == Fate.THROWS) {
            call.reply.cancel(false);
            throw new IllegalStateException("the client is broken");
        }
        if (fate == Fate.BREAKS_DOWN) {
            call.reply.cancel(false);
            throw new StackOverflowError();
        }
        if (calm) {
            arrive(call);
        }
        return call.reply;
    }

    /** The library would take what is thrown here for an outage, so that {@link #run} fails because of it. */
    private void requireAllowed(Call call, HttpRequest request) {
        List<Call> open = calls.stream().filter(other -> !other.reply.isDone()).toList();
        if (!formOf(request).contains(call.by.token)) {
            wrongCall = "asked for another token";
        } else if (open.size() >= mostCalls()) {
            wrongCall = "more calls at once than allowed";
        } else if (open.stream().anyMatch(other -> !mayBothAsk(other.by, call.by))) {
            wrongCall = "two calls for one token";
        }
    }

    /**
     * Two that show one token may ask at once if one of them came before an eviction ended, or before a request that had come
     * before an eviction was refused.
     */
    private boolean mayBothAsk(Shown one, Shown other) {
        int since = Math.min(one.begun, other.begun);
        return one == other
                || !one.token.equals(other.token)
                || wasEvicted(since)
                || calls.stream()
                        .anyMatch(call -> Boolean.FALSE.equals(call.active)
                                && call.by.token.equals(one.token)
                                && call.by.ended > since
                                && wasEvicted(call.by.begun));
    }

    private boolean wasEvicted(int since) {
        return evictions.stream().anyMatch(eviction -> eviction.ended > since);
    }

    private static String formOf(HttpRequest request) {
        StringBuilder form = new StringBuilder();
        request.bodyPublisher().orElseThrow().subscribe(new Flow.Subscriber<>() {

            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer bytes) {
                form.append(StandardCharsets.US_ASCII.decode(bytes));
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        return URLDecoder.decode(form.toString(), StandardCharsets.UTF_8);
    }

    private void look(Call call) {
        if (call.active == null) {
            call.active = !revoked.contains(call.by.token);
            call.looked = schedule.moment();
        }
    }

    private void arrive(Call call) {
        look(call);
        switch (call.fate) {
            case ANSWER ->
                call.reply.complete(Reply.of(
                        200,
                        Boolean.TRUE.equals(call.active) ? FakeServer.ACTIVE : "{\"active\":false}",
                        "Content-Type",
                        "application/json"));
            case STATUS_500 -> call.reply.complete(Reply.of(500, "{}"));
            case NONSENSE -> call.reply.complete(Reply.of(200, "{\"active\":", "Content-Type", "application/json"));
            default -> call.reply.completeExceptionally(new IOException("reset"));
        }
    }

    private void show(String token) {
        Shown request = new Shown(token, schedule.moment(), clock.millis());
        CURRENT.set(request);
        try {
            request.accepted = validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Accepted;
        } catch (ValidationUnavailableException e) {
            request.accepted = null;
            request.why = e;
        }
        boolean unused = Thread.interrupted();
        request.endedAt = clock.millis();
        request.ended = schedule.moment();
        shown.add(request);
    }

    private void evict() {
        Eviction eviction = new Eviction(schedule.moment(), clock.millis());
        evictions.add(eviction);
        try {
            validator.evict(token -> {
                schedule.callOut();
                if (isOneOf(8)) {
                    throw new IllegalStateException("a predicate that fails");
                }
                return true;
            });
            eviction.ended = schedule.moment();
        } catch (IllegalStateException e) {
            // it ended nothing of what was remembered, but another question may be asked beside one from before
        }
    }

    void run() {
        for (int i = 0; i < ACTORS; i++) {
            schedule.start(() -> {
                for (int request = 0; request < 3; request++) {
                    if (isOneOf(6)) {
                        evict();
                    } else {
                        show(oneOf(TOKENS));
                    }
                }
            });
        }
        for (int step = 0; step < MOST_STEPS && happens(); step++) {}
        calm = true;
        do {
            calls.stream().filter(call -> !call.reply.isDone()).forEach(this::arrive);
            schedule.settle();
        } while (schedule.step() || calls.stream().anyMatch(call -> !call.reply.isDone()));
        schedule.end();
        require(wrongCall == null, String.valueOf(wrongCall));
        shown.forEach(this::requireAllowed);
        requireCalm();
    }

    /** Whether anything can happen any more. */
    private boolean happens() {
        List<Call> open = calls.stream().filter(call -> !call.reply.isDone()).toList();
        int next;
        synchronized (random) {
            next = random.nextInt(20);
        }
        switch (next) {
            case 0 -> revoked.add(oneOf(TOKENS));
            case 1, 2 -> clock.move(Duration.ofMillis(next == 1 ? 1_000 : 25_000));
            case 3 -> {
                Thread one = faulty ? schedule.someActor() : null;
                if (one != null) {
                    one.interrupt();
                    schedule.settle();
                }
            }
            case 4, 5, 6 ->
                open.forEach(call -> {
                    if (isOneOf(2)) {
                        look(call);
                    }
                });
            case 7, 8, 9, 10 -> {
                if (!open.isEmpty()) {
                    arrive(oneOf(open));
                    schedule.settle();
                }
            }
            default -> {
                return schedule.step() || !open.isEmpty();
            }
        }
        return true;
    }

    private void requireAllowed(Shown request) {
        Boolean accepted = request.accepted;
        if (accepted == null) {
            require(faulty, "nobody could find out though nothing failed: " + request.why);
        } else if (accepted) {
            require(
                    calls.stream().anyMatch(call -> call.saidAbout(request, true) && mayAccept(call, request)),
                    "accepted without an answer that counts");
        } else {
            require(
                    calls.stream()
                            .anyMatch(call -> call.saidAbout(request, false) && isRecent(call, request, NEGATIVE)),
                    "refused without a refusal that counts");
        }
    }

    /** Whether somebody still waited for the answer when the request came, or it was remembered not too long ago. */
    private boolean isRecent(Call call, Shown request, long lifetime) {
        return call.by.ended > request.begun || (cached && request.begunAt < call.by.endedAt + lifetime);
    }

    private boolean mayAccept(Call call, Shown request) {
        boolean evicted =
                evictions.stream().anyMatch(eviction -> call.sent < eviction.begun && eviction.ended < request.begun);
        boolean refusedSince = calls.stream()
                .anyMatch(other -> other.saidAbout(request, false)
                        && other.by.ended < request.begun
                        && other.looked > call.looked
                        && Boolean.FALSE.equals(other.by.accepted));
        return !evicted && !refusedSince && isRecent(call, request, stale && faulty ? CACHE + STALE : CACHE);
    }

    /** All is over and the server is well: nothing is held, and every token is what it is. */
    private void requireCalm() {
        IntrospectionStatus status = validator.status().stream()
                .filter(IntrospectionStatus.class::isInstance)
                .map(IntrospectionStatus.class::cast)
                .findFirst()
                .orElseThrow();
        require(status.waiting() == 0 && status.calls() == 0, "something is held: " + status);
        require(validator.introspection().underWay() == 0, "a question is left");
        require(validator.introspection().waiting() == 0, "somebody waits");
        clock.move(Duration.ofMillis(OPEN));
        for (String token : TOKENS) {
            show(token);
            require(shown.get(shown.size() - 1).accepted != null, "the server is well, and was not asked");
        }
        clock.move(Duration.ofMillis(CACHE + STALE));
        for (String token : TOKENS) {
            show(token);
            require(
                    Boolean.valueOf(!revoked.contains(token)).equals(shown.get(shown.size() - 1).accepted),
                    "the truth about " + token + " is not known");
        }
        require(wrongCall == null, String.valueOf(wrongCall));
    }

    int count(@Nullable Boolean accepted) {
        return (int) shown.stream()
                .filter(request -> Objects.equals(request.accepted, accepted))
                .count();
    }

    @Override
    public void close() {
        schedule.close();
    }
}
