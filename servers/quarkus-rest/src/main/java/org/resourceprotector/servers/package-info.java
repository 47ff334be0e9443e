/** An application with an endpoint for each way to declare protection. */
@NullMarked
package org.resourceprotector.servers;

import org.jspecify.annotations.NullMarked;
