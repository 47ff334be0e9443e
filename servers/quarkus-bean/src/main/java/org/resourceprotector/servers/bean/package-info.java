/** An application of Quarkus whose protector is a bean, with tokens of its own type. */
@NullMarked
package org.resourceprotector.servers.bean;

import org.jspecify.annotations.NullMarked;
