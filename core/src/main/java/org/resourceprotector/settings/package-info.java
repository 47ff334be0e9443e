/** The bounds that every setting has. Not exported. */
@NullMarked
package org.resourceprotector.settings;

import org.jspecify.annotations.NullMarked;
