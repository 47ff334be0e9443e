package org.resourceprotector.load.soak;

import java.net.URI;
import java.util.List;

/**
 * Asks the authorization server for its keys and each node for what costs nothing, all the time, and notes when this machine has so much to
 * do that they answer late: others may run out of time then. Thread-safe.
 */
final class Pulse {

    private static final long PAUSE = 100;

    private final Clockwork clockwork;
    private final History history;
    private volatile boolean over;

    Pulse(Clockwork clockwork, History history) {
        this.clockwork = clockwork;
        this.history = history;
    }

    void begin(Authority authority, List<Node> nodes) {
        URI well = URI.create(authority.base() + Authority.ALWAYS_WELL);
        // connections may be refused
        begin("pulse of the server", caller -> time(caller, well));
        for (Node node : nodes) {
            // not while it is redeployed
            begin("pulse of " + node.name(), caller -> node.visit(() -> time(caller, node.uri("orders/catalogue"))));
        }
    }

    /** Milliseconds until the answer. */
    private long time(Caller caller, URI uri) {
        long before = clockwork.now();
        caller.call(uri, List.of());
        return clockwork.now() - before;
    }

    /** Asks once, and answers how long that took. */
    private interface Beat {
        long ask(Caller caller);
    }

    private void begin(String name, Beat beat) {
        Thread thread = new Thread(
                () -> {
                    Caller caller = new Caller();
                    while (!over) {
                        long answered = beat.ask(caller);
                        long before = clockwork.now();
                        clockwork.await(before + PAUSE);
                        long waited = clockwork.now() - before - PAUSE;
                        if (Math.max(answered, waited) > Times.STALL.toMillis()) {
                            history.stalls(clockwork.now());
                        }
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    void end() {
        over = true;
    }
}
