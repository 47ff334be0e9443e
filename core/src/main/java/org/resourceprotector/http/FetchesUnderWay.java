package org.resourceprotector.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fetches that are under way in an application, whoever began them: at most
 * {@value #MAX_FETCHES} in all and {@value #MAX_PER_HOST} at one host. A fetch may have a client
 * and threads of its own, so that many issuers at one host that does not answer must not have one
 * each.
 *
 * <p>Thread-safe.
 */
final class FetchesUnderWay {

    static final int MAX_FETCHES = 64;
    static final int MAX_PER_HOST = 16;

    static final FetchesUnderWay OF_THE_APPLICATION = new FetchesUnderWay();

    private final Map<String, Integer> byHost = new HashMap<>();
    private int all;

    /** Whether a fetch may begin; if so it must {@link #end}. */
    synchronized boolean begin(String host) {
        int atHost = byHost.getOrDefault(host, 0);
        if (all >= MAX_FETCHES || atHost >= MAX_PER_HOST) {
            return false;
        }
        byHost.put(host, atHost + 1);
        all++;
        return true;
    }

    synchronized void end(String host) {
        all--;
        byHost.computeIfPresent(host, FetchesUnderWay::oneLess);
    }

    private static @Nullable Integer oneLess(String host, Integer fetches) {
        return fetches == 1 ? null : fetches - 1;
    }

    synchronized int count() {
        return all;
    }
}
