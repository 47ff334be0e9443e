/** What an operator reads: our own sentences, at a bounded rate. */
@NullMarked
package org.resourceprotector.log;

import org.jspecify.annotations.NullMarked;
