/** What several rooms share and no user needs: strict JSON and bounded HTTP. Not exported. */
@NullMarked
package org.resourceprotector.internal;

import org.jspecify.annotations.NullMarked;
