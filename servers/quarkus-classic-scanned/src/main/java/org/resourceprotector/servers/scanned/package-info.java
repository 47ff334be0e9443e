/** An application of Quarkus RESTEasy Classic that has no {@code Application} class. */
@NullMarked
package org.resourceprotector.servers.scanned;

import org.jspecify.annotations.NullMarked;
