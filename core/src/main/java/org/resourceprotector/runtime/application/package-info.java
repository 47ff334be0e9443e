/**
 * What only the runtime knows of an application that it deploys or serves: which one it is, what is registered there, and
 * with which others it shares a deployment. Asks as {@link org.resourceprotector.runtime} does, which knows nothing of it.
 */
@NullMarked
package org.resourceprotector.runtime.application;

import org.jspecify.annotations.NullMarked;
