package org.resourceprotector.enforcement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the credentials of a running request came to, so that a token is validated once per request, however
 * often it is asked for. Jakarta REST has no place that both a filter and {@code HttpHeaders} can reach, except the header
 * itself: the filter gives each request a header value that is an object of its own, and that object's identity, not its
 * text, is the key. Only such values are remembered for, because a runtime's own may be shared by requests. Forgotten
 * with the response.
 *
 * <p>Thread-safe. Bounded: where requests end without a response, all is forgotten at once, which costs a second
 * validation and nothing else.
 */
final class Memory {

    private static final int MOST = 10_000;

    private final Map<Identity, Optional<Outcome>> outcomes = new ConcurrentHashMap<>();

    /** Makes ready to remember for a header value that belongs to one request alone. */
    void open(String own) {
        if (outcomes.size() >= MOST) {
            outcomes.clear();
        }
        outcomes.put(new Identity(own), Optional.empty());
    }

    boolean isOpenFor(@Nullable List<String> authorization) {
        String key = key(authorization);
        return key != null && outcomes.containsKey(new Identity(key));
    }

    void remember(@Nullable List<String> authorization, Outcome outcome) {
        String key = key(authorization);
        if (key != null) {
            outcomes.replace(new Identity(key), Optional.of(outcome));
        }
    }

    @Nullable
    Outcome recall(@Nullable List<String> authorization) {
        String key = key(authorization);
        Optional<Outcome> outcome = key == null ? null : outcomes.get(new Identity(key));
        return outcome == null ? null : outcome.orElse(null);
    }

    void forget(@Nullable List<String> authorization) {
        String key = key(authorization);
        if (key != null) {
            outcomes.remove(new Identity(key));
        }
    }

    int size() {
        return outcomes.size();
    }

    private static @Nullable String key(@Nullable List<String> authorization) {
        return authorization == null || authorization.size() != 1 ? null : authorization.get(0);
    }

    /** Equal to itself only, whatever text it holds. */
    private static final class Identity {

        private final Object object;

        Identity(Object object) {
            this.object = object;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity that && that.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
