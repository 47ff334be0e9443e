package org.resourceprotector.keys;

import java.time.Duration;

/**
 * Hears what happens between a {@link RemoteKeySource} and its authorization server, for logs, metrics and alarms. Called
 * per fetch and never per request, on a thread of the HTTP client, of the caller who waited, or of the timer that ends late
 * fetches. Must be quick: those who wait for the fetch wait for the listener, too, and while one blocks on the timer no
 * other fetch of this source is ended for being late. What takes time belongs on a thread of its own.
 *
 * <p>An exception in a listener is logged and changes nothing.
 *
 * <p>Implementations must be thread-safe.
 */
public interface KeySourceListener {

    /**
     * Keys were fetched.
     *
     * @param keys the keys that are trusted now, the same instance as before if nothing changed
     */
    default void fetched(KeySet keys) {}

    /**
     * A fetch failed. It is tried again after a pause.
     *
     * @param cause what went wrong; its message holds nothing of what a server wrote, but its own cause may
     */
    default void failed(Throwable cause) {}

    /**
     * A fetch failed and the keys are due to be fetched again; those that are known are used for a while. Comes after
     * {@link #failed}.
     *
     * @param age the time since they were fetched
     * @param left the time until they are not used any more
     */
    default void servingStale(Duration age, Duration left) {}

    /**
     * A key was looked for at the authorization server, and is not there. Comes once per fetch, after {@link #fetched},
     * with the key that it was begun for. Tokens of other unknown keys that came meanwhile are not told.
     *
     * @param keyId the key identifier: input of a caller, not to be trusted
     */
    default void unknownKey(String keyId) {}
}
