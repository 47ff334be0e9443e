/**
 * What the nodes of an application share by the Hazelcast cluster that they have: the proofs that were used, and revocations.
 *
 * <p>Needs Hazelcast 5, as a member of the cluster or as a client of it. The application makes, secures and ends its
 * {@link com.hazelcast.core.HazelcastInstance}.
 *
 * @see <a href="https://docs.hazelcast.com/hazelcast/latest/data-structures/map">IMap</a>
 */
@NullMarked
package org.resourceprotector.hazelcast;

import org.jspecify.annotations.NullMarked;
