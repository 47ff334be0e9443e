/**
 * DPoP: the {@link org.resourceprotector.token.SenderConstraint} by which a caller proves with every request that it holds
 * the key of its token, so that a stolen token is of no use.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449">RFC 9449</a>
 */
@NullMarked
package org.resourceprotector.dpop;

import org.jspecify.annotations.NullMarked;
