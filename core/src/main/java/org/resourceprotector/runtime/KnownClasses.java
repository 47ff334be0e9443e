package org.resourceprotector.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is found out about a class, once for each. A class holds it itself if its loader keeps us
 * alive in any case. One of a server, which outlives the application that we are a part of, must
 * not hold what is ours: what is known of it is held here, and goes with us.
 *
 * <p>Thread-safe. Bounded by the number of classes that a runtime makes its objects of.
 */
public final class KnownClasses<V> {

    private final Function<Class<?>, V> find;
    private final Map<Class<?>, V> ofServer = new ConcurrentHashMap<>();
    private final ClassValue<Optional<V>> own = new ClassValue<>() {
        @Override
        protected Optional<V> computeValue(Class<?> type) {
            return knowsUs(type) ? Optional.of(find.apply(type)) : Optional.empty();
        }
    };

    public KnownClasses(Function<Class<?>, V> find) {
        this.find = find;
    }

    public V get(Class<?> type) {
        Optional<V> held = own.get(type);
        if (held.isPresent()) {
            return held.get();
        }
        V known = ofServer.get(type);
        return known == null ? first(type) : known;
    }

    /** Found out without a lock, as that may load classes; of two at once the first one counts. */
    private V first(Class<?> type) {
        V found = find.apply(type);
        V earlier = ofServer.putIfAbsent(type, found);
        return earlier == null ? found : earlier;
    }

    private static boolean knowsUs(Class<?> type) {
        try {
            return Class.forName(KnownClasses.class.getName(), false, type.getClassLoader()) == KnownClasses.class;
        } catch (ClassNotFoundException | LinkageError stranger) {
            return false;
        }
    }
}
