package org.resourceprotector.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a check found, and how it tells. */
final class ProtectionFindings {

    private final Set<String> named;
    private final boolean protectorKnown;
    private final List<KnownEndpoint> seen = new ArrayList<>();
    private final List<String> notRefusing = new ArrayList<>();
    private final List<String> refusingAsNamed = new ArrayList<>();
    private final Set<String> notRefusingNames = new LinkedHashSet<>();
    private final List<String> hidden = new ArrayList<>();
    private final Set<String> mixed;
    private final Set<String> metadata = new TreeSet<>();
    private int refused;

    /**
     * Nothing found yet.
     *
     * @param named the endpoints that are meant to be open
     * @param mixed the endpoints that are open, and a call to which may come to a protected one
     * @param protectorKnown whether there is a protector at all
     */
    ProtectionFindings(Set<String> named, Set<String> mixed, boolean protectorKnown) {
        this.named = named;
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
        refused += reply.refused() ? 1 : 0;
        boolean open = named.contains(endpoint.name());
        if (reply.refused() && open && !mixed.contains(endpoint.name())) {
            refusingAsNamed.add(row(endpoint, reply.text()));
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
        if (!refusingAsNamed.isEmpty()) {
            problems.add("named as open, but asking for a token:" + lines(refusingAsNamed));
        }
        List<String> missing = missing();
        if (!missing.isEmpty()) {
            problems.add("named as open, but there is no such endpoint:" + lines(missing) + "\nthere are:"
                    + lines(seen.stream().map(KnownEndpoint::name).sorted().toList()));
        }
        if (refused == 0) {
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
