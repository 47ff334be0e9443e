/** What every replay store and revocation feed is held to that nodes share. */
@NullMarked
package org.resourceprotector.nodes;

import org.jspecify.annotations.NullMarked;
