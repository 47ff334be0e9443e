package org.resourceprotector.load.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.resourceprotector.testkit.TestIssuer;

/** The authorization server, the nodes and their visitors, for a while. Not thread-safe. */
final class Soak implements AutoCloseable {

    private static final int LOCAL_PER_SECOND = 12;
    private static final int ASKING_PER_SECOND = 6;
    private static final int FLOOD_PER_SECOND = 15;
    private static final Duration AFTERWARDS = Duration.ofMinutes(12);
    private static final int NODES_OF_AN_ENGINE = 2;

    private final Clockwork clockwork = new Clockwork();
    private final History history = new History();
    private final TestIssuer rogue = TestIssuer.inMemory();
    private final Authority authority = new Authority(rogue);
    private final Tokens tokens = new Tokens(authority, clockwork);
    private final JwtKinds jwts = new JwtKinds(tokens, rogue);
    private final ProofKinds proofs = new ProofKinds(tokens, clockwork);
    private final OpaqueKinds opaque = new OpaqueKinds(tokens);
    private final List<Kind> floods = List.of(
            jwts.unknownKid,
            jwts.forged,
            jwts.withoutKid,
            jwts.foreign,
            jwts.malformed,
            jwts.huge,
            opaque.unknown,
            proofs.greedy);
    private final List<Node> nodes = new ArrayList<>();
    private final List<ExecutorService> hands = new ArrayList<>();
    private final List<Future<?>> done = new ArrayList<>();
    private final Settings settings;
    private final Ledger ledger;
    private final Scene scene;
    private volatile List<Kind> flood = List.of();
    private volatile long floodUntil;
    private int rotations;
    private volatile long start;

    Soak(Settings settings) {
        this.settings = settings;
        this.ledger = new Ledger(Math.max(5_000, settings.time().toMillis() / 150));
        this.scene = new Scene(clockwork, history, tokens, ledger);
        for (String engine : settings.engines()) {
            for (int number = 1; number <= NODES_OF_AN_ENGINE; number++) {
                nodes.add(new Node(
                        engine, number, authority.base(), settings.time().plus(AFTERWARDS), clockwork));
                hands.add(Executors.newSingleThreadExecutor());
            }
        }
    }

    /** Lets it all happen, and ends well: with a server that answers, and right clocks. */
    void live() {
        Random seeds = new Random(settings.seed());
        start = clockwork.now();
        long end = start + settings.time().toMillis();
        Pulse pulse = new Pulse(clockwork, history);
        pulse.begin(authority, nodes);
        List<Visitor> visitors = new ArrayList<>();
        List<Kind> local =
                Stream.of(jwts.all(), proofs.all()).flatMap(Collection::stream).toList();
        List<Kind> asking = opaque.all();
        for (Node node : nodes) {
            visitors.add(new Visitor(scene, node, LOCAL_PER_SECOND, seeds.nextLong(), () -> local));
            visitors.add(new Visitor(scene, node, ASKING_PER_SECOND, seeds.nextLong(), () -> asking));
            visitors.add(new Visitor(scene, node, FLOOD_PER_SECOND, seeds.nextLong(), this::flood));
        }
        Random random = new Random(settings.seed());
        for (Schedule.Event event :
                new Schedule(settings.seed(), settings.time().toMillis(), nodes.size(), floods.size()).events()) {
            clockwork.await(start + event.moment());
            happens(event, random);
        }
        clockwork.await(end);
        if (history.spells().stream().anyMatch(spell -> spell.to() == Long.MAX_VALUE)) {
            recover();
        }
        visitors.forEach(Visitor::leave);
        pulse.end();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            byHand(i, () -> node.setAhead(Duration.ZERO));
        }
        awaitHands();
    }

    private List<Kind> flood() {
        return clockwork.now() < floodUntil ? flood : List.of();
    }

    private void happens(Schedule.Event event, Random random) {
        int number = event.number();
        switch (event.type()) {
            case FAIL -> {
                history.begins(event.fault(), clockwork.now());
                authority.fails(event.fault());
            }
            case RECOVER -> recover();
            case ROTATE -> {
                rotations++;
                tokens.rotate();
            }
            case WITHDRAW -> tokens.withdraw();
            case RENEW -> tokens.renew();
            case REVOKE -> tokens.revoke(random);
            case FLOOD -> {
                flood = List.of(floods.get(number));
                floodUntil = clockwork.now() + event.duration().toMillis();
            }
            case REDEPLOY -> byHand(number, nodes.get(number)::redeploy);
            case JUMP -> byHand(number, () -> nodes.get(number).setAhead(event.duration()));
            case SAMPLE -> byHand(number, nodes.get(number)::sample);
        }
    }

    private void recover() {
        authority.recovers();
        history.ends(clockwork.now());
    }

    private void byHand(int node, Runnable task) {
        done.removeIf(future -> future.isDone() && succeeded(future));
        done.add(hands.get(node).submit(task));
    }

    private static boolean succeeded(Future<?> future) {
        try {
            future.get();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError("a node does not do as it is told", e.getCause());
        }
    }

    private void awaitHands() {
        done.forEach(Soak::succeeded);
        done.clear();
    }

    // What came of it

    Settings settings() {
        return settings;
    }

    Ledger ledger() {
        return ledger;
    }

    History history() {
        return history;
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    Authority authority() {
        return authority;
    }

    /** When visitors began to come, in milliseconds of the clockwork. */
    long start() {
        return start;
    }

    int rotations() {
        return rotations;
    }

    /** What a request of each kind costs, one kind after the other. */
    Costs costs() {
        return new Costs(
                scene,
                List.of(
                        new Costs.Pair(jwts.known, jwts.known),
                        new Costs.Pair(jwts.unseen, jwts.unseen),
                        new Costs.Pair(opaque.known, opaque.known),
                        new Costs.Pair(opaque.unseen, opaque.unseen),
                        new Costs.Pair(proofs.measured, proofs.measured),
                        new Costs.Pair(jwts.forged, jwts.unseen),
                        new Costs.Pair(jwts.unknownKid, jwts.unseen),
                        new Costs.Pair(jwts.withoutKid, jwts.unseen),
                        new Costs.Pair(jwts.none, jwts.unseen),
                        new Costs.Pair(jwts.expired, jwts.unseen),
                        new Costs.Pair(jwts.foreign, jwts.unseen),
                        new Costs.Pair(jwts.malformed, jwts.unseen),
                        new Costs.Pair(jwts.huge, jwts.unseen),
                        new Costs.Pair(proofs.replayed, proofs.measured),
                        new Costs.Pair(opaque.unknown, opaque.unseen)));
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        hands.forEach(ExecutorService::shutdownNow);
        authority.close();
        rogue.close();
    }
}
