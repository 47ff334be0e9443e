package org.resourceprotector.keys;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it heard. */
final class RecordingListener implements KeySourceListener {

    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void fetched(KeySet keys) {
        events.add("fetched " + PublishedKeys.ids(keys));
    }

    @Override
    public void failed(Throwable cause) {
        events.add("failed " + cause.getMessage());
    }

    @Override
    public void servingStale(Duration age, Duration left) {
        events.add("stale " + age + " " + left);
    }

    @Override
    public void unknownKey(String keyId) {
        events.add("unknown " + keyId);
    }
}
