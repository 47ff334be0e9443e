/** An application with open and protected endpoints, and a console from which it is deployed. */
@NullMarked
package org.resourceprotector.load;

import org.jspecify.annotations.NullMarked;
