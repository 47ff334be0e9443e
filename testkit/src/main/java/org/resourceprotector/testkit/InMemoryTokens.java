package org.resourceprotector.testkit;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenLookup;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * A store of opaque tokens in memory, in place of an application's database, that can be told to break down.
 *
 * <pre>{@code
 * InMemoryTokens tokens = new InMemoryTokens();
 * String token = tokens.issue(InMemoryToken.of("alice").withScopes("profile"));
 * ResourceProtector protector = ResourceProtector.with(tokens.validator(clock));
 *
 * tokens.goDown();  // now every protected endpoint answers 503
 * tokens.recover();
 * }</pre>
 *
 * <p>Keeps tokens as they are, not hashed: it is no example of how to store tokens.
 *
 * <p>Thread-safe. Its {@code toString()} does not show the tokens.
 */
public final class InMemoryTokens implements TokenLookup {

    private static final int RANDOM_BYTES = 24;
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final Map<String, AccessToken> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private final SecureRandom random = new SecureRandom();
    private volatile Runnable mood = () -> {};
    private volatile CountDownLatch pause = new CountDownLatch(0);

    /** An empty store that works. */
    public InMemoryTokens() {}

    /**
     * Stores a token under a new random string.
     *
     * @param token the token
     * @return the string to present
     */
    public String issue(AccessToken token) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        put(value, token);
        return value;
    }

    /**
     * Stores a token under a string of the test's choice, in place of what was there.
     *
     * @param value the string to present
     * @param token the token; an {@link InMemoryToken} or the application's own
     * @return this
     */
    public InMemoryTokens put(String value, AccessToken token) {
        tokens.put(Objects.requireNonNull(value, "value"), Objects.requireNonNull(token, "token"));
        return this;
    }

    /**
     * Revokes a token: it is found, but says that it is revoked.
     *
     * @param value the string of an {@link InMemoryToken} that is stored
     * @throws IllegalArgumentException if no such token is stored
     */
    public void revoke(String value) {
        if (!(tokens.get(value) instanceof InMemoryToken token)) {
            throw new IllegalArgumentException("no InMemoryToken of this string is stored");
        }
        tokens.put(value, token.withRevoked(true));
    }

    /**
     * Forgets a token.
     *
     * @param value its string; a string that is not stored changes nothing
     */
    public void remove(String value) {
        tokens.remove(value);
    }

    /** From now on nothing can be found out: every look-up throws {@link ValidationUnavailableException}. */
    public void goDown() {
        fail(() -> new ValidationUnavailableException("the token store was told to be down"));
    }

    /**
     * From now on every look-up throws, as a defect of an application would.
     *
     * @param defect makes the exception of each look-up
     */
    public void fail(Supplier<? extends RuntimeException> defect) {
        mood = () -> {
            throw defect.get();
        };
    }

    /** From now on every look-up waits, until {@link #recover()}, but at most a minute. */
    public synchronized void pause() {
        if (pause.getCount() == 0) { // else those who wait for the first end would wait for ever
            pause = new CountDownLatch(1);
        }
    }

    /** Works again; the look-ups that are waiting go on. */
    public synchronized void recover() {
        mood = () -> {};
        pause.countDown();
    }

    /**
     * How often it was asked, whatever it answered.
     *
     * @return the number of look-ups since it was made
     */
    public int lookUps() {
        return lookUps.get();
    }

    /**
     * A validator over this store.
     *
     * @param clock tells the time
     * @return the validator
     */
    public TokenValidator validator(Clock clock) {
        return TokenValidator.lookup(this, clock);
    }

    @Override
    public Optional<? extends AccessToken> find(String token) {
        lookUps.incrementAndGet();
        awaitEndOfPause();
        mood.run();
        return Optional.ofNullable(tokens.get(token));
    }

    private void awaitEndOfPause() {
        try {
            if (!pause.await(LONGEST_PAUSE_SECONDS, TimeUnit.SECONDS)) {
                throw new ValidationUnavailableException("the token store was paused and never told to recover");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ValidationUnavailableException("interrupted while the token store was paused", interrupted);
        }
    }

    /**
     * Tells how many tokens there are.
     *
     * @return for example {@code InMemoryTokens[3]}
     */
    @Override
    public String toString() {
        return "InMemoryTokens[" + tokens.size() + "]";
    }
}
