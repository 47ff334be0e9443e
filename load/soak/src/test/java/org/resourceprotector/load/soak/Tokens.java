package org.resourceprotector.load.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.resourceprotector.testkit.TestToken;

/** The tokens that callers have: of the key that signs now, of the one before, and opaque ones. Thread-safe. */
final class Tokens {

    private static final int POOL = 20;
    private static final int OPAQUE_LIFETIME = 600;
    private static final int MAX_REVOKED = 4;

    private final Authority authority;
    private final Clockwork clockwork;
    private final List<ProofKey> holders =
            IntStream.range(0, POOL).mapToObj(i -> new ProofKey()).toList();
    private final ProofKey greedy = new ProofKey();
    private final Map<String, Long> withdrawn = new ConcurrentHashMap<>();
    private final Map<String, Long> revoked = new ConcurrentHashMap<>();
    private volatile Signed signed;
    private volatile Signed before;
    private volatile Signed gone;
    private volatile List<String> defects;
    private volatile List<Opaque> opaque;
    private volatile List<Opaque> lost = List.of();
    private int renewed;

    /** Tokens of one key: plain ones, those that are bound to a holder's key, and bad ones. */
    private record Signed(long publishedAt, List<Jwt> plain, List<Jwt> bound, Jwt greedy, Jwt scopeless) {}

    /** A token with the key that it is bound to. */
    record Bound(Jwt token, ProofKey key) {}

    Tokens(Authority authority, Clockwork clockwork) {
        this.authority = authority;
        this.clockwork = clockwork;
        this.signed = sign(clockwork.now());
        this.defects = defects();
        this.opaque = IntStream.range(0, POOL).mapToObj(i -> opaque("profile")).toList();
    }

    private Signed sign(long publishedAt) {
        return new Signed(
                publishedAt,
                IntStream.range(0, POOL)
                        .mapToObj(i -> Jwt.of(token(), publishedAt))
                        .toList(),
                holders.stream()
                        .map(key -> Jwt.of(token().boundToKey(key.thumbprint()), publishedAt))
                        .toList(),
                Jwt.of(token().boundToKey(greedy.thumbprint()), publishedAt),
                Jwt.of(authority.issuer().token(), publishedAt));
    }

    private TestToken token() {
        return authority.issuer().token().scope("profile");
    }

    // What happens at the server

    /** A new key signs from now on. */
    synchronized void rotate() {
        authority.issuer().rotateKeys();
        long published = clockwork.now();
        before = signed;
        signed = sign(published);
        defects = defects();
    }

    private List<String> defects() {
        return token().defects().stream().map(TestToken::value).toList();
    }

    /** The key before is not published any more. */
    synchronized void withdraw() {
        if (before != null) {
            gone = before;
            before = null;
            withdrawn.put(gone.plain().get(0).keyId(), clockwork.now());
            authority.issuer().dropOldKeys();
        }
    }

    /** Tokens of the same keys that live longer. */
    synchronized void renew() {
        signed = sign(signed.publishedAt());
        renewed++;
        replace(IntStream.range(0, POOL / 4)
                .mapToObj(i -> (renewed * POOL / 4 + i) % POOL)
                .toList());
    }

    /** One opaque token is good no more. */
    synchronized void revoke(Random random) {
        int index = random.nextInt(POOL);
        replace(List.of(index));
    }

    private void replace(List<Integer> indexes) {
        List<Opaque> pool = new ArrayList<>(opaque);
        List<Opaque> last = new ArrayList<>(lost);
        for (int index : indexes) {
            Opaque old = pool.set(index, opaque("profile"));
            revoked.put(old.value(), clockwork.now());
            authority.revoke(old);
            last.add(old);
        }
        opaque = List.copyOf(pool);
        lost = List.copyOf(last.subList(Math.max(0, last.size() - MAX_REVOKED), last.size()));
    }

    // What callers take

    Jwt jwt(Random random) {
        List<Jwt> pool = signed.plain();
        return pool.get(random.nextInt(pool.size()));
    }

    /** One that no node has seen. */
    Jwt unseen() {
        Jwt token = with(good -> good);
        Jwt other = signed.plain().get(0);
        // a key that was made just now, and of which nobody knows yet when it was published
        return token.keyId().equals(other.keyId()) ? token : other;
    }

    /** One of the key that signed before; null if that is withdrawn. */
    Jwt ofOldKey(Random random) {
        Signed old = before;
        return old == null ? null : old.plain().get(random.nextInt(POOL));
    }

    /** One of the key that was withdrawn last; null if none was. */
    Jwt ofWithdrawnKey(Random random) {
        Signed old = gone;
        return old == null ? null : old.plain().get(random.nextInt(POOL));
    }

    /** When the key of a token was withdrawn, in milliseconds since the start; null if it was not. */
    Long withdrawnAt(Jwt token) {
        return withdrawn.get(token.keyId());
    }

    Jwt withoutScope() {
        return signed.scopeless();
    }

    String defect(Random random) {
        List<String> all = defects;
        return all.get(random.nextInt(all.size()));
    }

    Bound bound(Random random) {
        int index = random.nextInt(POOL);
        return new Bound(signed.bound().get(index), holders.get(index));
    }

    /** Of a holder that wants the store for itself. */
    Bound greedy() {
        return new Bound(signed.greedy(), greedy);
    }

    /** Makes one with claims of its own. */
    Jwt with(UnaryOperator<TestToken> change) {
        return Jwt.of(change.apply(token()), signed.publishedAt());
    }

    Opaque opaque(Random random) {
        List<Opaque> pool = opaque;
        return pool.get(random.nextInt(pool.size()));
    }

    /** A new one, which the server knows. */
    Opaque opaque(String scope) {
        return opaque(scope, Authority.AUDIENCE, 0);
    }

    /** A new one, issued some seconds ago. */
    Opaque opaque(String scope, String audience, long age) {
        long now = (long) Clockwork.seconds() - age;
        Opaque token = new Opaque(UUID.randomUUID().toString(), audience, scope, now, now + OPAQUE_LIFETIME);
        authority.add(token);
        return token;
    }

    /** One of those that were revoked last; null if none was. */
    Opaque revoked(Random random) {
        List<Opaque> last = lost;
        return last.isEmpty() ? null : last.get(random.nextInt(last.size()));
    }

    /** When it was revoked, in milliseconds since the start; null if it was not. */
    Long revokedAt(Opaque token) {
        return revoked.get(token.value());
    }
}
