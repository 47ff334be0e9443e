/** The resources that all servers serve, protected by what Dropwizard has and jose4j, and without protection. */
@NullMarked
package org.resourceprotector.benchmarks.peers.dropwizard;

import org.jspecify.annotations.NullMarked;
