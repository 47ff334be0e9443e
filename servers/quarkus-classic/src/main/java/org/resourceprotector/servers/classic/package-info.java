/** An application of Quarkus with RESTEasy Classic. */
@NullMarked
package org.resourceprotector.servers.classic;

import org.jspecify.annotations.NullMarked;
