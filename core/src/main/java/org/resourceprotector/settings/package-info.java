/** What holds for every setting: that it is given, and its bounds. Not exported. */
@NullMarked
package org.resourceprotector.settings;

import org.jspecify.annotations.NullMarked;
