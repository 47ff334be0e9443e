package org.resourceprotector.keys;

import java.net.SocketException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * An issuer in chaos, step by step, and what must hold in each:
 *
 * <ul>
 *   <li>A token of a key that all nodes of the issuer publish is accepted, or it cannot be found out; it is refused only for two
 *       cool-downs since then if its identifier was asked for earlier, and for one if the key has the name of another or none.
 *   <li>If the server is well and nobody floods for two cool-downs, each such token is accepted.
 *   <li>A token of nobody's key is never accepted, and that of a key that was withdrawn only by a node that has got no keys since,
 *       or while it gets them: then for an hour since the last time, and for longer only if the server failed meanwhile.
 * </ul>
 *
 * <p>The same seed is the same chaos.
 */
final class KeyChaos {

    private static final Duration COOL_DOWN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMillis(1);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);
    private static final int MAX_PUBLISHED = 4;
    private static final int MAX_WITHDRAWN = 4;

    private final Random random;
    private final long seed;
    private final MovedClock clock = new MovedClock();
    private final Deque<KeyPair> unused = new ArrayDeque<>();
    private final KeyPair nobodys;
    private final List<Signing> published = new ArrayList<>();
    private final Deque<Signing> withdrawn = new ArrayDeque<>();
    private final List<Node> nodes = List.of(new Node(0), new Node(1000));
    private final List<Hanging> hanging = new ArrayList<>();
    private final Map<String, String> forged = new HashMap<>();

    private Server server = Server.WELL;
    /** Counts fetches and withdrawals, because the clock stands still between them. */
    private int events;

    private int names;
    private int step;
    private int accepted;
    private int refused;
    private int unavailable;
    private int refusedAsDocumented;

    /** How the key server is. */
    private enum Server {
        WELL,
        FAILS,
        RESETS,
        HANGS,
        EMPTY
    }

    /** A key of the issuer, and a token of it. */
    private static final class Signing {

        private final @Nullable String id;
        private final KeyPair pair;
        private final boolean replaces;
        private final String keyIdOfToken;
        private final String token;
        private long everywhereSince;
        private int withdrawnAt;

        Signing(@Nullable String id, @Nullable String keyIdOfToken, KeyPair pair, boolean replaces, long since) {
            this.id = id;
            this.pair = pair;
            this.replaces = replaces;
            this.keyIdOfToken = keyIdOfToken == null ? "" : keyIdOfToken;
            this.everywhereSince = since;
            this.token = forge(keyIdOfToken, pair);
        }

        VerificationKey key() {
            return new VerificationKey(id, pair.getPublic(), Set.of("RS256"));
        }
    }

    private record Hanging(
            CompletableFuture<JwksFetcher.Fetched> fetch, JwksFetcher.Fetched answer, Runnable good, Runnable bad) {}

    /** A node of the application. */
    private final class Node {

        private final JwksCache keys;
        private final JwtValidator validator;
        private final Set<String> asked = new HashSet<>();
        private int goodFetchBegan;
        private long goodFetchAt;
        private long failedAt = Long.MIN_VALUE / 2;

        Node(int cacheSize) {
            keys = new JwksCache(
                    this::fetch,
                    new KeyTiming(
                            COOL_DOWN.toMillis(), 60_000, LONGEST.toMillis(), LONGEST.toMillis(), PATIENCE.toMillis()),
                    clock,
                    new KeySourceEvents("chaos", List.of(), clock));
            validator = JwtValidator.builder()
                    .issuer(TokenForge.ISSUER)
                    .audience(TokenForge.AUDIENCE)
                    .keys(keys)
                    .clock(clock)
                    .cacheSize(cacheSize)
                    .build();
        }

        private CompletableFuture<JwksFetcher.Fetched> fetch() {
            long now = clock.millis();
            int began = ++events;
            // every second fetch meets the node of the issuer that publishes later
            boolean late = random.nextBoolean();
            List<VerificationKey> visible = published.stream()
                    .filter(signing -> !late || signing.everywhereSince <= now)
                    .map(Signing::key)
                    .toList();
            JwksFetcher.Fetched answer = new JwksFetcher.Fetched(
                    new JwkSetParser.Reading(new KeySet(visible), List.of()), OptionalLong.empty());
            Runnable good = () -> got(began, now);
            Server met = visible.isEmpty() ? Server.EMPTY : server;
            if (met != Server.WELL && met != Server.HANGS) {
                failedAt = now;
            }
            return switch (met) {
                case WELL -> {
                    good.run();
                    yield CompletableFuture.completedFuture(answer);
                }
                case FAILS -> CompletableFuture.failedFuture(FetchFailedException.unusable("status 500"));
                case RESETS -> CompletableFuture.failedFuture(new SocketException("reset"));
                case EMPTY -> CompletableFuture.failedFuture(FetchFailedException.unusable("a set without a key"));
                case HANGS -> {
                    CompletableFuture<JwksFetcher.Fetched> fetch = new CompletableFuture<>();
                    hanging.add(new Hanging(fetch, answer, good, () -> failedAt = clock.millis()));
                    yield fetch;
                }
            };
        }

        private void got(int began, long now) {
            if (began > goodFetchBegan) {
                goodFetchBegan = began;
                goodFetchAt = now;
            }
        }

        private @Nullable Boolean accepts(String token) {
            try {
                boolean good = validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Accepted;
                if (good) {
                    accepted++;
                } else {
                    refused++;
                }
                return good;
            } catch (ValidationUnavailableException e) {
                unavailable++;
                return null;
            }
        }
    }

    KeyChaos(List<KeyPair> pairs, long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        unused.addAll(pairs);
        nobodys = unused.remove();
        add(false);
    }

    private static String forge(@Nullable String keyId, KeyPair pair) {
        long lateEnough = TokenForge.SECOND + Duration.ofDays(3650).toSeconds();
        TokenForge forge = TokenForge.good().claim("exp", lateEnough).signedBy(pair);
        return (keyId == null ? forge.withoutHeader("kid") : forge.header("kid", keyId)).token();
    }

    private String name(int number) {
        return "k" + number;
    }

    void step() {
        step++;
        switch (random.nextInt(17)) {
            case 0 -> add(random.nextInt(3) == 0);
            case 1 -> replace();
            case 2 -> withdraw();
            case 3 -> server = Server.values()[random.nextInt(Server.values().length)];
            case 4 -> server = Server.WELL;
            case 5 -> answer();
            case 6 -> flood();
            case 7 -> clock.move(Duration.ofSeconds(random.nextInt(random.nextInt(8) == 0 ? 5_000 : 400)));
            case 8 -> calm();
            case 9 -> idle();
            default -> clock.move(Duration.ofMillis(random.nextInt(8_000)));
        }
        for (int i = 0; i < 3; i++) {
            show();
        }
    }

    private void add(boolean nameless) {
        if (unused.isEmpty() || published.size() >= MAX_PUBLISHED) {
            return;
        }
        String id = name(names++);
        String inToken = nameless && random.nextBoolean() ? null : id;
        long everywhere = clock.millis() + random.nextInt(5_000);
        published.add(new Signing(nameless ? null : id, inToken, unused.remove(), nameless, everywhere));
    }

    private void replace() {
        if (unused.isEmpty()) {
            return;
        }
        Signing old = published.get(random.nextInt(published.size()));
        withdraw(old);
        String inToken = old.keyIdOfToken.isEmpty() ? null : old.keyIdOfToken;
        published.add(new Signing(old.id, inToken, unused.remove(), true, clock.millis()));
    }

    private void withdraw() {
        if (published.size() > 1) {
            withdraw(published.get(random.nextInt(published.size())));
        }
    }

    private void withdraw(Signing signing) {
        published.remove(signing);
        signing.withdrawnAt = ++events;
        withdrawn.add(signing);
        if (withdrawn.size() > MAX_WITHDRAWN) {
            unused.add(withdrawn.remove().pair);
        }
    }

    /** Ends what hangs, well or not. */
    private void answer() {
        List<Hanging> ended = List.copyOf(hanging);
        hanging.clear();
        for (Hanging one : ended) {
            if (random.nextInt(4) == 0) {
                one.bad().run();
                one.fetch().completeExceptionally(new SocketException("reset"));
            } else {
                one.good().run();
                one.fetch().complete(one.answer());
            }
        }
    }

    private void flood() {
        Node node = nodes.get(random.nextInt(2));
        for (int i = 0; i < 20; i++) {
            forged(node, random.nextInt(4) == 0 ? name(names) : "random " + random.nextInt(100));
        }
    }

    private void show() {
        Node node = nodes.get(random.nextInt(2));
        switch (random.nextInt(8)) {
            case 0 -> forged(node, name(random.nextInt(names + 1)));
            case 1 -> forged(node, null);
            case 2, 3 -> {
                if (!withdrawn.isEmpty()) {
                    showWithdrawn(node, List.copyOf(withdrawn).get(random.nextInt(withdrawn.size())));
                }
            }
            default -> showGood(node, published.get(random.nextInt(published.size())));
        }
    }

    private void forged(Node node, @Nullable String keyId) {
        if (keyId != null) {
            node.asked.add(keyId);
        }
        if (Boolean.TRUE.equals(node.accepts(
                forged.computeIfAbsent(Objects.requireNonNullElse(keyId, ""), name -> forge(keyId, nobodys))))) {
            throw broken("a forged token was accepted");
        }
    }

    private void showWithdrawn(Node node, Signing signing) {
        boolean wasKnown = node.goodFetchBegan < signing.withdrawnAt;
        boolean isUsedMeanwhile = clock.millis() - node.failedAt
                        < LONGEST_BACK_OFF.plus(PATIENCE).toMillis()
                || clock.millis() - node.goodFetchAt < LONGEST.plus(PATIENCE).toMillis();
        node.asked.add(signing.keyIdOfToken);
        boolean isAccepted = Boolean.TRUE.equals(node.accepts(signing.token));
        boolean isKnown = node.goodFetchBegan < signing.withdrawnAt;
        if (isAccepted && !(wasKnown && (isKnown || isUsedMeanwhile))) {
            throw broken("a token of a withdrawn key was accepted");
        }
    }

    private void showGood(Node node, Signing signing) {
        long age = clock.millis() - signing.everywhereSince;
        boolean early = node.asked.contains(signing.keyIdOfToken);
        if (age < 0) {
            node.asked.add(signing.keyIdOfToken);
        }
        if (Boolean.FALSE.equals(node.accepts(signing.token)) && age >= 0) {
            long coolDown = COOL_DOWN.toMillis();
            boolean documented = (early && age < 2 * coolDown) || (signing.replaces && age < coolDown);
            if (!documented) {
                throw broken("a good token was refused " + age + " ms after its key " + signing.id + " was published");
            }
            refusedAsDocumented++;
        }
    }

    /** A key is withdrawn, and then no token comes for an hour or longer. */
    private void idle() {
        withdraw();
        clock.move(LONGEST.plus(PATIENCE).plusSeconds(random.nextInt(300)));
        for (Node node : withdrawn.isEmpty() ? List.<Node>of() : nodes) {
            showWithdrawn(node, withdrawn.getLast());
        }
    }

    /** The server gets well, and there is a moment without strangers. */
    private void calm() {
        server = Server.WELL;
        answer();
        clock.move(COOL_DOWN.multipliedBy(2).plusSeconds(1));
        for (Node node : nodes) {
            for (Signing signing : List.copyOf(published)) {
                if (!Boolean.TRUE.equals(node.accepts(signing.token))) {
                    throw broken("a good token of " + signing.id + " was not accepted though all was well");
                }
            }
        }
    }

    private AssertionError broken(String what) {
        return new AssertionError(
                what + ": seed " + seed + ", step " + step + ", " + Instant.ofEpochMilli(clock.millis()));
    }

    int accepted() {
        return accepted;
    }

    int refused() {
        return refused;
    }

    int unavailable() {
        return unavailable;
    }

    @Override
    public String toString() {
        return accepted + " accepted, " + refused + " refused, " + refusedAsDocumented
                + " of them good ones as documented, " + unavailable + " not found out";
    }
}
