/** Which of the keys of an issuer signed a JWS. Not exported. */
@NullMarked
package org.resourceprotector.signature;

import org.jspecify.annotations.NullMarked;
