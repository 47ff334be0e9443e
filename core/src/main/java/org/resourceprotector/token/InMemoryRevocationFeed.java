package org.resourceprotector.token;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls its subscribers, one after the other. If one throws, the others are told nonetheless.
 *
 * <p>Thread-safe.
 */
final class InMemoryRevocationFeed implements RevocationFeed {

    static final int MAX_SUBSCRIBERS = 1_000;

    private final CopyOnWriteArrayList<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    /** One of a kind, so that a consumer that subscribed twice can end one of the two. */
    private static final class Subscriber {

        private final Consumer<? super Revocation> told;

        Subscriber(Consumer<? super Revocation> told) {
            this.told = told;
        }
    }

    @Override
    public void publish(Revocation revocation) {
        Objects.requireNonNull(revocation, "revocation");
        Throwable first = null;
        for (Subscriber subscriber : subscribers) {
            Throwable thrown = tell(subscriber, revocation);
            first = first == null ? thrown : first;
        }
        if (first instanceof Error e) {
            throw e;
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first != null) {
            throw new IllegalStateException("a subscriber of revocations failed", first);
        }
    }

    /** What it threw, which can be anything: it keeps nothing from the others. */
    private static @Nullable Throwable tell(Subscriber subscriber, Revocation revocation) {
        try {
            subscriber.told.accept(revocation);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    @Override
    public synchronized Subscription subscribe(Consumer<? super Revocation> told) {
        if (subscribers.size() >= MAX_SUBSCRIBERS) {
            throw new IllegalStateException("too many subscribers, are subscriptions closed?");
        }
        Subscriber subscriber = new Subscriber(Objects.requireNonNull(told, "subscriber"));
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public String toString() {
        return "InMemoryRevocationFeed";
    }
}
