/** JWS, JWE and strict JSON: the only room that knows the JOSE library. Not exported. */
@NullMarked
package org.resourceprotector.jose;

import org.jspecify.annotations.NullMarked;
