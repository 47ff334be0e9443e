/**
 * What only the runtime knows of a matched request, asked by its public API. Nothing here matches a path.
 */
@NullMarked
package org.resourceprotector.runtime;

import org.jspecify.annotations.NullMarked;
