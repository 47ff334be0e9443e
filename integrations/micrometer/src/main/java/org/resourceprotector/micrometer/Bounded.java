package org.resourceprotector.micrometer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the first names get that come, each its own, and all others together: names never go again, so that no traffic makes
 * a registry grow beyond them. Says once in the log that there are more.
 *
 * <p>Thread-safe; a known name costs one look-up.
 *
 * @param <K> a name
 * @param <V> what it gets
 */
final class Bounded<K, V> {

    private static final Logger LOG = System.getLogger(Bounded.class.getPackageName());

    private final String what;
    private final int most;
    private final Function<K, V> create;
    private final V others;
    private final Map<K, V> named = new ConcurrentHashMap<>();
    private volatile boolean isFull;

    Bounded(String what, int most, Function<K, V> create, V others) {
        this.what = what;
        this.most = most;
        this.create = create;
        this.others = others;
    }

    V of(K name) {
        @Nullable V known = named.get(name);
        if (known != null) {
            return known;
        }
        return isFull ? others : added(name);
    }

    private synchronized V added(K name) {
        if (named.size() < most || named.containsKey(name)) {
            return named.computeIfAbsent(name, create);
        }
        if (!isFull) {
            isFull = true;
            LOG.log(
                    Level.WARNING,
                    "there are more than {0} {1}: from now on new ones are counted together, as \"{2}\"",
                    String.valueOf(most),
                    what,
                    Names.OTHER);
        }
        return others;
    }
}
