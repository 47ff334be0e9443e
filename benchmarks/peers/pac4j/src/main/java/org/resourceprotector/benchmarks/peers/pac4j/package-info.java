/** The resources that all servers serve, protected by pac4j on Jersey, and without protection. */
@NullMarked
package org.resourceprotector.benchmarks.peers.pac4j;

import org.jspecify.annotations.NullMarked;
