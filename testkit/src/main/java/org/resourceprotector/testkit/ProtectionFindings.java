package org.resourceprotector.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a check found, and how it tells. */
final class ProtectionFindings {

    private final Set<String> named;
    private final boolean protectorKnown;
    private final List<KnownEndpoint> seen = new ArrayList<>();
    private final List<String> notRefusing = new ArrayList<>();
    private final Map<KnownEndpoint, String> refusingAsNamed = new LinkedHashMap<>();
    private final Set<String> notRefusingNames = new LinkedHashSet<>();
    private final List<String> hidden = new ArrayList<>();
    private final Set<String> doubtful = new TreeSet<>();
    private final Set<String> unprotected;
    private final Set<String> mixed;
    private final List<KnownEndpoint> refusing = new ArrayList<>();
    private final List<KnownEndpoint> answering = new ArrayList<>();
    private final Set<String> metadata = new TreeSet<>();

    /**
     * Nothing found yet.
     *
     * @param named the endpoints that are meant to be open
     * @param unprotected the endpoints that no rule closes; their methods may ask for a token themselves
     * @param mixed those of them a call to which may come to a protected one
     * @param protectorKnown whether there is a protector at all
     */
    ProtectionFindings(Set<String> named, Set<String> unprotected, Set<String> mixed, boolean protectorKnown) {
        this.named = named;
        this.unprotected = unprotected;
        this.mixed = mixed;
        this.protectorKnown = protectorKnown;
    }

    /** An endpoint that is named and not called. */
    void passOver(KnownEndpoint endpoint) {
        seen.add(endpoint);
    }

    void add(KnownEndpoint endpoint, StrangerCall.Reply reply) {
        seen.add(endpoint);
        metadata.addAll(reply.metadata());
        (reply.refused() ? refusing : answering).add(endpoint);
        boolean open = named.contains(endpoint.name());
        if (reply.refused() && open && !mixed.contains(endpoint.name())) {
            refusingAsNamed.put(endpoint, row(endpoint, reply.text()));
        }
        if (!reply.refused() && !open) {
            notRefusing.add(row(endpoint, reply.text()));
            notRefusingNames.add(endpoint.name());
        }
    }

    /** Looks for what no call came to, because the runtime gave it to a protected method that matches it, too. */
    void findHidden() {
        mixed.stream()
                .filter(name -> !named.contains(name) && !notRefusingNames.contains(name))
                .sorted()
                .forEach(hidden::add);
    }

    /** Looks for what asks for a token by no rule, if it may have been another method that asked. */
    void findDoubtful(Map<String, String> samples) {
        List<KnownEndpoint> asking = seen.stream()
                .filter(endpoint -> unprotected.contains(endpoint.name()) && !answering.contains(endpoint))
                .toList();
        for (KnownEndpoint endpoint : refusing) {
            if (unprotected.contains(endpoint.name())
                    && !mixed.contains(endpoint.name())
                    && asking.stream().anyMatch(other -> endpoint.mayGiveWayTo(other, samples))
                    && refusingAsNamed.remove(endpoint) == null) {
                doubtful.add(endpoint.name());
            }
        }
    }

    /** Looks for the metadata that challenges name, where the application itself serves it. */
    void findMetadata(Predicate<String> isFound) {
        metadata.removeIf(isFound);
    }

    void throwIfAny() {
        List<String> problems = new ArrayList<>();
        if (!metadata.isEmpty()) {
            problems.add(
                    "named by challenges as the metadata of the resource, but the application does not answer at this"
                            + " path, without a token, with a 200 whose Content-Type is application/json:"
                            + lines(List.copyOf(metadata)));
        }
        if (!notRefusing.isEmpty()) {
            problems.add(notRefusing.size() + " of " + seen.size()
                    + " endpoints do not refuse a caller without a token:" + lines(notRefusing)
                    + "\nname what is meant to be open as an argument: \""
                    + notRefusingNames.iterator().next() + "\"");
        }
        if (!hidden.isEmpty()) {
            problems.add("open by the " + (protectorKnown ? "access report" : "annotations")
                    + ", beside a protected one of the same method whose path matches the call, so that none came to it"
                    + (protectorKnown
                            ? ":"
                            : " (if the ResourceProtector protects it all the same, hand it in by protector(…)):")
                    + lines(hidden));
        }
        if (!doubtful.isEmpty()) {
            problems.add(
                    "open by the " + (protectorKnown ? "access report" : "annotations")
                            + ", beside another one that asks for a token by itself, whose path matches the call, so that it may"
                            + " be the other one that answered"
                            + (protectorKnown
                                    ? ":"
                                    : " (if the ResourceProtector protects it all the same, hand it in by protector(…)):")
                            + lines(List.copyOf(doubtful))
                            + "\nwrite @Protected on it, give sample(parameter, value) that the other one does not match, or name it");
        }
        if (!refusingAsNamed.isEmpty()) {
            problems.add("named as open, but asking for a token:" + lines(List.copyOf(refusingAsNamed.values())));
        }
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            problems.add("named as open, but there is no such endpoint:" + lines(missing) + "\nthere are:"
                    + lines(seen.stream().map(KnownEndpoint::name).sorted().toList()));
        }
        if (refusing.isEmpty()) {
            problems.add(nothingIsProtected());
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    private String nothingIsProtected() {
        String hint = protectorKnown
                ? "the ResourceProtector is not registered in this application, or nothing in it is protected, or its"
                        + " servlet starts at the first call: make one before"
                : "no ResourceProtector was found; register one, or hand it in by protector(…) if a Feature registers it";
        return (seen.isEmpty() ? "no endpoint was found: " : "no endpoint asks for a token: ") + hint;
    }

    private List<String> missing() {
        Set<String> missing = new LinkedHashSet<>(named);
        seen.forEach(endpoint -> missing.remove(endpoint.name()));
        return List.copyOf(missing);
    }

    private static String row(KnownEndpoint endpoint, String text) {
        String place = endpoint.place().isEmpty() ? "" : " (" + endpoint.place() + ")";
        return endpoint.name() + place + " " + text;
    }

    private static String lines(List<String> rows) {
        return "\n  " + String.join("\n  ", rows);
    }
}
