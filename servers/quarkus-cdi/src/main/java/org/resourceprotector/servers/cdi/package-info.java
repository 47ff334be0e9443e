/** An application of Quarkus REST that has one dependency, and properties. */
@NullMarked
package org.resourceprotector.servers.cdi;

import org.jspecify.annotations.NullMarked;
