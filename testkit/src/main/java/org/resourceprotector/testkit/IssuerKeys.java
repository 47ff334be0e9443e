package org.resourceprotector.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of an issuer: one that signs for each algorithm, those that signed before, and what else is published.
 * Thread-safe.
 */
final class IssuerKeys {

    private final List<JwsAlgorithm> algorithms;
    private List<SigningKey> current;
    private List<SigningKey> old = List.of();
    private List<String> foreign = List.of();

    IssuerKeys(List<JwsAlgorithm> algorithms) {
        this.algorithms = List.copyOf(algorithms);
        this.current = generate();
    }

    private List<SigningKey> generate() {
        return algorithms.stream().map(SigningKey::generate).toList();
    }

    /** Whoever asks for the keys meanwhile does not wait until the new ones are made, which takes long on a busy machine. */
    void rotate() {
        List<SigningKey> next = generate();
        synchronized (this) {
            old = published().toList();
            current = next;
        }
    }

    synchronized void dropOld() {
        old = List.of();
    }

    synchronized void publishAlso(String jwk) {
        List<String> more = new ArrayList<>(foreign);
        more.add(jwk);
        foreign = List.copyOf(more);
    }

    SigningKey signing() {
        return signing(algorithms.get(0));
    }

    synchronized SigningKey signing(JwsAlgorithm algorithm) {
        return current.stream()
                .filter(key -> key.algorithm() == algorithm)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "this issuer has no key for " + algorithm + ", only for " + algorithms));
    }

    synchronized Optional<SigningKey> published(String id) {
        return published().filter(key -> key.id().equals(id)).findFirst();
    }

    synchronized String jwkSetJson() {
        Stream<String> own = published().map(key -> Json.write(key.publicJwk()));
        return "{\"keys\":["
                + String.join(",", Stream.concat(foreign.stream(), own).toList())
                + "]}";
    }

    List<String> algorithms() {
        return algorithms.stream().map(Enum::name).toList();
    }

    private Stream<SigningKey> published() {
        return Stream.concat(current.stream(), old.stream());
    }
}
