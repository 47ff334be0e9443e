package org.resourceprotector.micrometer;

import java.util.function.Function;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;

/**
 * A kind of part of a protector, and how tags name one.
 *
 * @param <S> its status
 * @param type its status
 * @param plural what several are called, in the log
 * @param tag the key of the tag
 * @param name the value of the tag
 */
record Part<S extends Status>(Class<S> type, String plural, String tag, Function<S, String> name) {

    static final Part<KeySourceStatus> KEYS =
            new Part<>(KeySourceStatus.class, "issuers with keys", "issuer", KeySourceStatus::source);
    static final Part<TokenCacheStatus> CACHE =
            new Part<>(TokenCacheStatus.class, "caches of tokens", "validator", TokenCacheStatus::validator);
    static final Part<IntrospectionStatus> INTROSPECTION =
            new Part<>(IntrospectionStatus.class, "servers that are asked", "server", IntrospectionStatus::server);
    static final Part<ReplayStoreStatus> REPLAY =
            new Part<>(ReplayStoreStatus.class, "replay stores", "store", ReplayStoreStatus::store);

    /** The name of a part of this kind. */
    String nameOf(Status status) {
        return name.apply(type.cast(status));
    }
}
