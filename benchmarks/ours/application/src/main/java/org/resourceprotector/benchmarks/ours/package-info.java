/** The resources that all servers serve, protected by ours, and without protection. */
@NullMarked
package org.resourceprotector.benchmarks.ours;

import org.jspecify.annotations.NullMarked;
