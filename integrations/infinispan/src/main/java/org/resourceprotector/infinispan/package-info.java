/**
 * What the nodes of an application share by the embedded Infinispan cluster that they have: the proofs that were used, and
 * revocations.
 *
 * <p>Needs Infinispan 16. The application makes, secures and ends its cache manager, and configures the two caches.
 *
 * @see <a href="https://infinispan.org/docs/stable/titles/configuring/configuring.html">Configuring Infinispan caches</a>
 */
@NullMarked
package org.resourceprotector.infinispan;

import org.jspecify.annotations.NullMarked;
