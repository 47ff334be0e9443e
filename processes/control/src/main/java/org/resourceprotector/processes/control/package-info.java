/** The side of a test: processes, and what is said to them. */
@NullMarked
package org.resourceprotector.processes.control;

import org.jspecify.annotations.NullMarked;
