/** An application of Quarkus REST that lists its classes. */
@NullMarked
package org.resourceprotector.servers.listed;

import org.jspecify.annotations.NullMarked;
