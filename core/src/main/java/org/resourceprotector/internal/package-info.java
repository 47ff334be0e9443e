/** What several rooms share and no user needs: strict JSON and the claims in it, digests of tokens, bounded HTTP. Not exported. */
@NullMarked
package org.resourceprotector.internal;

import org.jspecify.annotations.NullMarked;
