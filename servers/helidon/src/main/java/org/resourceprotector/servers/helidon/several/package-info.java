/** An application of Helidon MP. */
@NullMarked
package org.resourceprotector.servers.helidon.several;

import org.jspecify.annotations.NullMarked;
