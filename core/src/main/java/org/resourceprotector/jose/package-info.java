/** JWS, JWE and strict JSON: the only package that knows the JOSE library. Not exported. */
@NullMarked
package org.resourceprotector.jose;

import org.jspecify.annotations.NullMarked;
