/** Compares whole servers: how fast they are, and what they answer. */
@NullMarked
package org.resourceprotector.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
