/** An application of Spring Boot with CXF. */
@NullMarked
package org.resourceprotector.servers.cxf;

import org.jspecify.annotations.NullMarked;
