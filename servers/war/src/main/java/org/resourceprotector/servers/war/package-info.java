/** The application of a WAR. */
@NullMarked
package org.resourceprotector.servers.war;

import org.jspecify.annotations.NullMarked;
