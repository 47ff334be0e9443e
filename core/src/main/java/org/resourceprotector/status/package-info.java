/**
 * What the parts of a protector hold and do at this moment, for consoles, metrics and health checks: keys, caches, servers
 * that are asked, memories of used proofs. Immutable values; no token, proof, key or secret is in any of them.
 */
@NullMarked
package org.resourceprotector.status;

import org.jspecify.annotations.NullMarked;
