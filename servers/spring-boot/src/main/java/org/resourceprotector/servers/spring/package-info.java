/** An application of Spring Boot with Jersey, one dependency, and no class for its protection. */
@NullMarked
package org.resourceprotector.servers.spring;

import org.jspecify.annotations.NullMarked;
