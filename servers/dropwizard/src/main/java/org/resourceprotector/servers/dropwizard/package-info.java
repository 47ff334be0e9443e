/** An application of Dropwizard. */
@NullMarked
package org.resourceprotector.servers.dropwizard;

import org.jspecify.annotations.NullMarked;
