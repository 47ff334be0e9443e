package org.resourceprotector.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.token.RevocationFeed;

/** The lines of docs/nodes.md; ReadmeTest compares them. */
final class Snippets {

    private Snippets() {}

    record Shared(ReplayStore proofs, RevocationFeed revocations) {}

    static Shared shared(HazelcastInstance hazelcast) {
        ReplayStore proofs = HazelcastReplayStore.builder(hazelcast).build();
        RevocationFeed revocations = HazelcastRevocationFeed.builder(hazelcast).build();
        return new Shared(proofs, revocations);
    }
}
