/** Spring Boot with Spring Security's resource server. */
@NullMarked
package org.resourceprotector.benchmarks.peers.springboot;

import org.jspecify.annotations.NullMarked;
