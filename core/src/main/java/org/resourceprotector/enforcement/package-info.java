/**
 * The request pipeline: filter, credentials, authentication, sender constraint, decision, response. Also what is registered
 * and checked at deployment.
 */
@NullMarked
package org.resourceprotector.enforcement;

import org.jspecify.annotations.NullMarked;
