/**
 * The request pipeline: filter, credentials, authentication, sender constraint, decision, response.
 * Also what is registered and checked at deployment.
 *
 * <p>{@link Authenticator} finds out who the caller is. {@link Authorizer} decides whether they
 * may. {@link Enforcer} lets the request through, or answers it.
 */
@NullMarked
package org.resourceprotector.enforcement;

import org.jspecify.annotations.NullMarked;
