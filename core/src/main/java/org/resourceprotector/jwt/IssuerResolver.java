package org.resourceprotector.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Asks a function of the application for issuers that are not known, within bounds, because it is strangers who name them:
 * one question per issuer at a time, {@value #MAX_ASKING} at once, {@value #MAX_PER_SECOND} a second, those included that
 * are answered by a validator which gave way a moment ago. Many requests wait for
 * a quick answer, and only {@value #MAX_WAITING_LONG} for a slow one. That there is no such issuer is remembered for ten seconds, that the function failed for one.
 *
 * <p>If it cannot be found out, because the function failed or may not be asked now, that is a
 * {@link ValidationUnavailableException}. No text of a token reaches the log.
 *
 * <p>Thread-safe.
 */
final class IssuerResolver {

    static final int MAX_ASKING = 4;
    static final int MAX_WAITING = 64;
    static final int MAX_WAITING_LONG = 2;
    static final int MAX_PER_SECOND = 100;
    static final int MAX_LENGTH = 512;

    private static final int MAX_REMEMBERED = 1_000;
    private static final int MAX_KEPT = 100;
    private static final long SECOND = 1_000;
    private static final long NEGATIVE_FOR = 10 * SECOND;
    private static final long KEPT_FOR = 30 * SECOND;
    private static final int QUICK_PART = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Function<String, Optional<JwtValidator>> byIssuer;
    private final Installer installer;
    private final Clock clock;
    private final long patience;
    private final long quick;
    private final RateLimitedLog log;
    private final Semaphore asking = new Semaphore(MAX_ASKING);
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Semaphore waitingLong = new Semaphore(MAX_WAITING_LONG);
    private final ConcurrentHashMap<String, Question> questions = new ConcurrentHashMap<>();
    private final Cache<String, Refusal> refusals = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** The validators of issuers that gave way, with their keys and with the times in which these are not fetched again. */
    private final Cache<String, Kept> kept =
            Caffeine.newBuilder().maximumSize(MAX_KEPT).executor(Runnable::run).build();

    private long secondBegan;
    private int askedInSecond;

    /** Makes an issuer known. */
    interface Installer {

        /** The issuer that is known by now; null if it was not made known. */
        @Nullable
        KnownIssuer install(JwtValidator validator, Question question);

        /** Whether tokens are opened before they are given to a validator, if it wants them encrypted; yes by default. */
        default boolean canOpenTokensOf(JwtValidator validator) {
            return true;
        }
    }

    /** What many may wait for. */
    static final class Question extends CompletableFuture<Optional<KnownIssuer>> {

        private volatile boolean isOutdated;

        /** Whether the issuer has left since it was asked for, so that the answer is not used. */
        boolean isOutdated() {
            return isOutdated;
        }
    }

    /** Says that an issuer has left: what is being asked for it does not count. */
    void outdate(String identifier) {
        kept.invalidate(identifier);
        Question running = questions.get(identifier);
        if (running != null) {
            running.isOutdated = true;
        }
    }

    /** That an issuer is not known, or that nobody could tell. */
    private record Refusal(long since, boolean failed) {

        boolean counts(long now) {
            return now >= since && now - since < (failed ? SECOND : NEGATIVE_FOR);
        }
    }

    private record Kept(JwtValidator validator, long since) {

        boolean counts(long now) {
            return now >= since && now - since < KEPT_FOR;
        }
    }

    /**
     * Says that an issuer gave way to another before any token of it was good. If it is named again soon, it has its validator
     * again: strangers who name issuers in turn must not have the keys of each fetched every time.
     */
    void gaveWay(JwtValidator validator) {
        long now = clock.millis();
        kept.asMap()
                .compute(
                        validator.checks().issuer(),
                        (issuer, before) ->
                                before != null && before.validator() == validator ? before : new Kept(validator, now));
    }

    private @Nullable JwtValidator kept(String identifier) {
        Kept found = kept.getIfPresent(identifier);
        return found != null && found.counts(clock.millis()) ? found.validator() : null;
    }

    IssuerResolver(
            Function<String, Optional<JwtValidator>> byIssuer, Installer installer, Clock clock, Duration patience) {
        this.byIssuer = byIssuer;
        this.installer = installer;
        this.clock = clock;
        this.patience = patience.toMillis();
        this.quick = this.patience / QUICK_PART;
        this.log = new RateLimitedLog(System.getLogger(JwtIssuers.class.getName()), clock);
    }

    /**
     * Finds an issuer that is not known.
     *
     * @return null if there is none of this identifier
     * @throws ValidationUnavailableException if it cannot be found out
     */
    @Nullable
    KnownIssuer resolve(String identifier) {
        if (!canBeAnIssuer(identifier)) {
            return null;
        }
        Refusal refusal = refusals.getIfPresent(identifier);
        if (refusal != null && refusal.counts(clock.millis())) {
            if (refusal.failed()) {
                throw unavailable("the resolver of issuers failed a moment ago");
            }
            return null;
        }
        if (!waiting.tryAcquire()) {
            throw unavailable("enough requests wait for the resolver of issuers");
        }
        try {
            return ask(identifier);
        } finally {
            waiting.release();
        }
    }

    private static boolean canBeAnIssuer(String identifier) {
        return !identifier.isEmpty()
                && identifier.length() <= MAX_LENGTH
                && identifier.chars().noneMatch(c -> c <= ' ' || c == 0x7F);
    }

    private @Nullable KnownIssuer ask(String identifier) {
        Question mine = new Question();
        Question running = questions.putIfAbsent(identifier, mine);
        if (running != null) {
            return await(running);
        }
        try {
            Optional<KnownIssuer> answer = Optional.ofNullable(answer(identifier, mine));
            questions.remove(identifier, mine);
            mine.complete(answer);
        } catch (ValidationUnavailableException e) {
            end(identifier, mine, e);
        } catch (Throwable e) {
            end(identifier, mine, e);
            throw e;
        }
        return await(mine);
    }

    /** A question is removed before it is answered: who comes afterwards may ask about an issuer that left since. */
    private void end(String identifier, Question question, Throwable failure) {
        try {
            questions.remove(identifier, question);
        } finally {
            question.completeExceptionally(failure);
        }
    }

    private @Nullable KnownIssuer answer(String identifier, Question question) {
        if (!isAcquired(asking)) {
            throw unavailable("the resolver of issuers is busy");
        }
        try {
            return installed(identifier, question);
        } finally {
            asking.release();
        }
    }

    private boolean isAcquired(Semaphore permits) {
        try {
            return permits.tryAcquire(quick, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private @Nullable KnownIssuer installed(String identifier, Question question) {
        JwtValidator before = kept(identifier);
        if (!mayAsk()) {
            throw unavailable("the resolver of issuers was asked often enough for this second");
        }
        JwtValidator validator = before == null ? asked(identifier) : before;
        if (validator != null && !validator.checks().issuer().equals(identifier)) {
            log.warn("The resolver of issuers answered a validator of another issuer; it is not used", null);
            validator = null;
        }
        if (validator != null && !canBeUsed(validator)) {
            validator = null;
        }
        if (validator == null) {
            refusals.put(identifier, new Refusal(clock.millis(), false));
            return null;
        }
        KnownIssuer known = installer.install(validator, question);
        if (known == null) {
            throw unavailable("the issuer left while it was resolved");
        }
        return known;
    }

    /** Whether tokens are opened before they are given to a validator, if it wants that; else the log says so. */
    boolean canBeUsed(JwtValidator validator) {
        boolean canBe = installer.canOpenTokensOf(validator);
        if (!canBe) {
            log.warn(
                    "The resolver of issuers answered a validator with decryptionKeys(...) of which no named issuer has one,"
                            + " so that no token could be good; it is not used",
                    null);
        }
        return canBe;
    }

    private @Nullable JwtValidator asked(String identifier) {
        try {
            return Objects.requireNonNull(byIssuer.apply(identifier), "null instead of an Optional")
                    .orElse(null);
        } catch (ValidationUnavailableException e) {
            refusals.put(identifier, new Refusal(clock.millis(), true));
            throw e;
        } catch (Throwable e) {
            refusals.put(identifier, new Refusal(clock.millis(), true));
            log.warn("The resolver of issuers failed", e);
            throw unavailable("the resolver of issuers failed");
        }
    }

    /** Waits as one of many for a quick answer, and as one of few for a slow one. */
    private @Nullable KnownIssuer await(Question question) {
        try {
            return question.get(quick, TimeUnit.MILLISECONDS).orElse(null);
        } catch (TimeoutException e) {
            return awaitLong(question);
        } catch (ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private @Nullable KnownIssuer awaitLong(Question question) {
        if (!waitingLong.tryAcquire()) {
            throw unavailable("enough requests wait for the resolver of issuers");
        }
        try {
            return question.get(patience, TimeUnit.MILLISECONDS).orElse(null);
        } catch (TimeoutException e) {
            throw unavailable("the resolver of issuers is slow");
        } catch (ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            waitingLong.release();
        }
    }

    private static ValidationUnavailableException unavailable(ExecutionException failure) {
        return failure.getCause() instanceof ValidationUnavailableException known
                ? known
                : unavailable("the resolver of issuers failed");
    }

    private static ValidationUnavailableException interrupted() {
        Thread.currentThread().interrupt();
        return unavailable("interrupted while an issuer was resolved");
    }

    private synchronized boolean mayAsk() {
        long now = clock.millis();
        if (now < secondBegan || now - secondBegan >= SECOND) {
            secondBegan = now;
            askedInSecond = 0;
        }
        askedInSecond++;
        return askedInSecond <= MAX_PER_SECOND;
    }

    static ValidationUnavailableException unavailable(String what) {
        return ValidationUnavailableException.withReason(what, null, PAUSE);
    }
}
