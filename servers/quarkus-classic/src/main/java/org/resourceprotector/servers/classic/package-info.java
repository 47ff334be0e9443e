/** An application of Quarkus RESTEasy Classic. */
@NullMarked
package org.resourceprotector.servers.classic;

import org.jspecify.annotations.NullMarked;
