/** An authorization server that is a Spring application, with the Spring of the class path. */
@NullMarked
package org.resourceprotector.interop.spring;

import org.jspecify.annotations.NullMarked;
