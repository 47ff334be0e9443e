package org.resourceprotector.nodes;

import java.io.IOException;
import org.resourceprotector.dpop.ReplayStore;

/** Nodes that share what they remember, which end with the test. */
public interface Cluster extends AutoCloseable {

    /** What is printed of the measurements, and which memory a proof took; for example {@code redis}. */
    String name();

    /** How much memory so many proofs take, if that can be told. */
    default String memoryOf(int proofs) {
        return "";
    }

    /** The store of a node, one that waits as a slow machine needs it. */
    ReplayStore store(int node);

    @Override
    void close() throws IOException;
}
