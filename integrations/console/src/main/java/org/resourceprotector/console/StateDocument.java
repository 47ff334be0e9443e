package org.resourceprotector.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.console.RecentDecisions.Outcome;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;

/** What changes from moment to moment: decisions, refusals, and the parts of the protector. Stateless, thread-safe. */
final class StateDocument {

    /** How many parts of a kind are shown; an application may have thousands of issuers. */
    static final int MAX_PARTS = 500;

    private StateDocument() {}

    static Map<String, @Nullable Object> of(RecentDecisions decisions, List<Status> status) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("at", decisions.instant());
        document.put("listening", decisions.listening());
        document.put("decisions", decisions(decisions));
        document.put(
                "refusals",
                decisions.refusals().stream().map(StateDocument::refusal).toList());
        document.put("keySources", new ArrayList<>());
        document.put("tokenCaches", new ArrayList<>());
        document.put("introspection", new ArrayList<>());
        document.put("replayStores", new ArrayList<>());
        document.put("partsLeftOut", add(document, status));
        return document;
    }

    private static Map<String, @Nullable Object> decisions(RecentDecisions decisions) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        Instant from = decisions.from();
        document.put("from", from);
        document.put(
                "outcomes",
                decisions.outcomes().stream().map(StateDocument::outcome).toList());
        return document;
    }

    private static Map<String, @Nullable Object> outcome(Outcome outcome) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("outcome", outcome.name());
        document.put(
                "status",
                outcome.reason() == null
                        ? null
                        : Refusal.status(outcome.reason().kind()));
        document.put("perMinute", outcome.perMinute());
        return document;
    }

    private static Map<String, @Nullable Object> refusal(Refusal refusal) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("number", refusal.number());
        document.put("at", refusal.at());
        document.put("reason", refusal.reason().name());
        document.put("status", Refusal.status(refusal.reason().kind()));
        document.put("detail", refusal.detail());
        document.put("method", refusal.method());
        document.put("path", refusal.path());
        document.put("issuer", refusal.issuer());
        return document;
    }

    /** Adds no more than are shown, and answers how many are not. */
    private static int add(Map<String, @Nullable Object> document, List<Status> status) {
        Map<Class<?>, Integer> counts = new HashMap<>();
        int left = 0;
        for (Status part : status) {
            if (counts.merge(part.getClass(), 1, Integer::sum) <= MAX_PARTS) {
                add(document, part);
            } else {
                left++;
            }
        }
        return left;
    }

    private static void add(Map<String, @Nullable Object> document, Status part) {
        if (part instanceof KeySourceStatus keys) {
            add(document, "keySources", keys(keys));
        } else if (part instanceof TokenCacheStatus cache) {
            add(
                    document,
                    "tokenCaches",
                    members(
                            "validator", cache.validator(),
                            "tokens", cache.tokens(),
                            "maximum", cache.maximum(),
                            "hits", cache.hits(),
                            "misses", cache.misses()));
        } else if (part instanceof IntrospectionStatus server) {
            add(
                    document,
                    "introspection",
                    members(
                            "server", server.server(),
                            "circuit", server.circuit().name(),
                            "waiting", server.waiting(),
                            "maxWaiting", server.maxWaiting(),
                            "calls", server.calls(),
                            "maxCalls", server.maxCalls()));
        } else if (part instanceof ReplayStoreStatus store) {
            add(
                    document,
                    "replayStores",
                    members("store", store.store(), "proofs", store.proofs(), "maximum", store.maximum()));
        }
    }

    private static Map<String, @Nullable Object> keys(KeySourceStatus source) {
        Map<String, @Nullable Object> document = members("source", source.source());
        document.put(
                "keys",
                source.keys().stream()
                        .map(key -> members(
                                "id",
                                key.id() == null ? null : Refusal.cut(key.id()),
                                "algorithms",
                                new TreeSet<>(key.algorithms())))
                        .toList());
        document.put("fetchedAt", source.fetchedAt());
        document.put("due", source.due());
        document.put("trustedUntil", source.trustedUntil());
        document.put("failures", source.failures());
        document.put("failure", source.failure() == null ? null : Refusal.cut(source.failure()));
        return document;
    }

    @SuppressWarnings("unchecked") // lists of ours
    private static void add(Map<String, @Nullable Object> document, String name, Map<String, @Nullable Object> part) {
        if (document.get(name) instanceof Collection<?> parts) {
            ((Collection<Object>) parts).add(part);
        }
    }

    private static Map<String, @Nullable Object> members(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
