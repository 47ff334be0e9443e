/** Resources with an endpoint for each way to declare protection, the same on every server. */
@NullMarked
package org.resourceprotector.servers.resources;

import org.jspecify.annotations.NullMarked;
