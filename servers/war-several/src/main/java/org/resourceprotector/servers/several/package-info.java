/** Applications that are in one WAR. */
@NullMarked
package org.resourceprotector.servers.several;

import org.jspecify.annotations.NullMarked;
