/**
 * What is allowed: sets of scopes, and the rule that an endpoint holds against them. Pure; depends on nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 */
@NullMarked
package org.resourceprotector.scope;

import org.jspecify.annotations.NullMarked;
