package org.resourceprotector.nodes;

/** Nodes between which the network can be cut. */
public interface SplitCluster extends Cluster {

    /** From now on it hears nobody, and nobody hears it. */
    void cutOff(int node);

    /** All hear each other again. */
    void mend();

    /** How many nodes there are, as one of them sees it. */
    int seenBy(int node);
}
