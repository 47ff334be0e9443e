/** Tests over real HTTP, and of the documents by themselves. */
@NullMarked
package org.resourceprotector.console;

import org.jspecify.annotations.NullMarked;
