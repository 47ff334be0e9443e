/** An application of Helidon MP. */
@NullMarked
package org.resourceprotector.servers.helidon;

import org.jspecify.annotations.NullMarked;
