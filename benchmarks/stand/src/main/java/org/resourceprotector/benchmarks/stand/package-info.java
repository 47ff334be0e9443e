/** What all servers that are compared have in common. */
@NullMarked
package org.resourceprotector.benchmarks.stand;

import org.jspecify.annotations.NullMarked;
