/** The resources that all servers serve, protected by SmallRye JWT on RESTEasy with CDI, and without protection. */
@NullMarked
package org.resourceprotector.benchmarks.peers.smallrye;

import org.jspecify.annotations.NullMarked;
