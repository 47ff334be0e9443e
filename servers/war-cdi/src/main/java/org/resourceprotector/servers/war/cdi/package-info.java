/** An application with nothing of ours but rules, and a bean. */
@NullMarked
package org.resourceprotector.servers.war.cdi;

import org.jspecify.annotations.NullMarked;
