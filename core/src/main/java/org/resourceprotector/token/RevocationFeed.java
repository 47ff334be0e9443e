package org.resourceprotector.token;

import java.util.function.Consumer;

/**
 * Tells those who remember tokens that some were revoked: whoever hears of a logout or a revocation publishes it, and all
 * who subscribed forget the tokens that may be meant.
 *
 * <pre>{@code
 * RevocationFeed feed = RevocationFeed.inMemory();
 * IntrospectionValidator introspection = IntrospectionValidator.builder()
 *         …
 *         .cacheFor(Duration.ofMinutes(5))
 *         .revocations(feed)
 *         .build();
 * feed.publish(Revocation.ofSession(sid));
 * }</pre>
 *
 * <p>What it promises: what was remembered of these tokens does not count any more, and the authorization server is asked
 * again. What it does not: it refuses no token. A token that the server still calls active comes in again, and so does a
 * JWT that nobody is asked about. Whoever does not hear a revocation accepts what it remembers until that is too old
 * anyway, so that the lifetime of a cache stays the bound.
 *
 * <p>Implementations must be thread-safe, and must remember no more than they have room for. One that may have missed a
 * revocation must tell its subscribers {@link Revocation#ofAll()}. {@link SharedRevocationFeed} does that for whatever nodes
 * can share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
 */
public interface RevocationFeed {

    /**
     * Tells all subscribers, on all nodes if the feed reaches more than this one. Who publishes must know that the
     * revocation is genuine.
     *
     * @param revocation which tokens are revoked
     * @throws ValidationUnavailableException if others cannot be told; then it should be published again
     */
    void publish(Revocation revocation);

    /**
     * Tells a subscriber of what is published from now on.
     *
     * @param subscriber forgets the tokens; must be thread-safe, soon done, and must not throw
     * @return ends the subscription
     * @throws IllegalStateException if there are too many
     */
    Subscription subscribe(Consumer<? super Revocation> subscriber);

    /** A subscription, which lasts until it is closed. */
    interface Subscription extends AutoCloseable {

        /** Ends it. Once is enough, and twice does no harm. */
        @Override
        void close();
    }

    /**
     * A feed within this process. Subscribers are told before {@link #publish} returns, and nothing is remembered. There
     * may be 1,000 of them.
     *
     * @return the feed
     */
    static RevocationFeed inMemory() {
        return new InMemoryRevocationFeed();
    }
}
