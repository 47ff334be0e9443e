/** The claims of a token, read by their JSON types, and what is made of them. Not exported. */
@NullMarked
package org.resourceprotector.claims;

import org.jspecify.annotations.NullMarked;
