/** A protected application, and a console from which tests deploy it. */
@NullMarked
package org.resourceprotector.processes;

import org.jspecify.annotations.NullMarked;
