/** Tests on real servlet containers. */
@NullMarked
package org.resourceprotector.servlet;

import org.jspecify.annotations.NullMarked;
