/** Resources that are beans of CDI, and EJBs, for servers that have these. */
@NullMarked
package org.resourceprotector.servers.beans;

import org.jspecify.annotations.NullMarked;
