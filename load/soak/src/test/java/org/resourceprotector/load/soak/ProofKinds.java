package org.resourceprotector.load.soak;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.resourceprotector.load.soak.Kind.Plan;
import org.resourceprotector.load.soak.Tokens.Bound;

/** Visits with tokens that are bound to a key. Thread-safe. */
final class ProofKinds {

    private static final String PATH = "orders/owner";
    private static final Expected REFUSED = Expected.oneOf(401, 503);
    private static final long GOOD_FOR = 50_000;
    private static final int MOST_USED = 60;

    private final Tokens tokens;
    private final Clockwork clockwork;
    private final Map<String, Deque<Used>> used = new ConcurrentHashMap<>();

    final Kind proof = Kind.good("token with a proof", 12, (node, random) -> good(node, tokens().bound(random)));
    final Kind replayed = Kind.hostile("proof that was used", 6, (node, random) -> {
        List<Used> all = used(node);
        return all.isEmpty()
                ? null
                : new Plan(PATH, all.get(random.nextInt(all.size())).headers(), REFUSED);
    });
    final Kind greedy = Kind.good("token with a proof, of a holder who sends many", 1, (node, random) -> {
        Plan plan = good(node, tokens().greedy());
        return new Plan(plan.path(), plan.headers(), plan.expected().or(503), status -> {}, plan.shown());
    });

    /** So quick that the memory of used proofs may be full of them. */
    final Kind measured = Kind.good("token with a proof, one after the other", 1, (node, random) -> {
        Plan plan = good(node, tokens().bound(random));
        return new Plan(plan.path(), plan.headers(), plan.expected().or(503), plan.afterwards(), plan.shown());
    });

    /** A proof that a node has accepted, and when. */
    private record Used(List<String> headers, long moment) {}

    ProofKinds(Tokens tokens, Clockwork clockwork) {
        this.tokens = tokens;
        this.clockwork = clockwork;
    }

    private Tokens tokens() {
        return tokens;
    }

    /** Those that the node must still know: it has not been started again, and its clock has not been set back. */
    private List<Used> used(Node node) {
        long now = clockwork.now();
        return used.getOrDefault(node.name(), new ConcurrentLinkedDeque<>()).stream()
                .filter(proof -> proof.moment() > node.changedAt() && proof.moment() > now - GOOD_FOR)
                .toList();
    }

    private Plan good(Node node, Bound bound) {
        long now = (long) Clockwork.seconds();
        List<String> headers = headers(
                bound.token(),
                bound.key()
                        .proof("GET", node.uri(PATH).toString(), bound.token().value(), now));
        return new Plan(
                PATH,
                headers,
                Expected.goodProof(bound.token(), now),
                status -> {
                    if (status == 200) {
                        remember(node, new Used(headers, clockwork.now()));
                    }
                },
                bound.token());
    }

    private void remember(Node node, Used proof) {
        Deque<Used> last = used.computeIfAbsent(node.name(), any -> new ConcurrentLinkedDeque<>());
        last.add(proof);
        while (last.size() > MOST_USED) {
            last.poll();
        }
    }

    private static List<String> headers(Jwt token, String proof) {
        return List.of("Authorization", "DPoP " + token.value(), "DPoP", proof);
    }

    List<Kind> all() {
        return List.of(
                proof,
                replayed,
                Kind.hostile(
                        "bound token without a proof",
                        3,
                        (node, random) ->
                                Plan.bearer(PATH, tokens.bound(random).token().value(), REFUSED)),
                Kind.hostile("proof for another address", 2, (node, random) -> {
                    Bound bound = tokens.bound(random);
                    return refused(
                            bound.token(),
                            proof(
                                    bound.key(),
                                    bound,
                                    node.uri("orders/catalogue").toString(),
                                    0));
                }),
                Kind.hostile("proof by another key", 2, (node, random) -> {
                    Bound bound = tokens.bound(random);
                    return refused(
                            bound.token(),
                            proof(tokens.greedy().key(), bound, node.uri(PATH).toString(), 0));
                }),
                Kind.hostile("proof that is too old", 2, (node, random) -> {
                    Bound bound = tokens.bound(random);
                    return node.offset() < 0
                            ? null
                            : refused(
                                    bound.token(),
                                    proof(bound.key(), bound, node.uri(PATH).toString(), 90));
                }),
                Kind.hostile("plain token as if it were bound", 2, (node, random) -> {
                    Jwt token = tokens.jwt(random);
                    return refused(
                            token,
                            tokens.greedy().key().proof("GET", node.uri(PATH).toString(), token.value(), (long)
                                    Clockwork.seconds()));
                }));
    }

    private static String proof(ProofKey key, Bound bound, String uri, long age) {
        return key.proof("GET", uri, bound.token().value(), (long) Clockwork.seconds() - age);
    }

    private static Plan refused(Jwt token, String proof) {
        return new Plan(PATH, headers(token, proof), REFUSED);
    }
}
