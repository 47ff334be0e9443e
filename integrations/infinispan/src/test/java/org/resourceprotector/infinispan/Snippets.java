package org.resourceprotector.infinispan;

import org.infinispan.manager.EmbeddedCacheManager;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.token.RevocationFeed;

/** The lines of docs/nodes.md; ReadmeTest compares them. */
final class Snippets {

    private Snippets() {}

    record Shared(ReplayStore proofs, RevocationFeed revocations) {}

    static Shared shared(EmbeddedCacheManager manager) {
        ReplayStore proofs =
                InfinispanReplayStore.builder(manager.getCache("proofs")).build();
        RevocationFeed revocations = InfinispanRevocationFeed.builder(manager.getCache("revocations"))
                .build();
        return new Shared(proofs, revocations);
    }
}
