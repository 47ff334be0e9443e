/**
 * Certificate-bound tokens: the {@link org.resourceprotector.token.SenderConstraint} by which a caller proves that it holds
 * the certificate of its token, in the TLS connection to this server or to a proxy in front of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-3">RFC 8705, section 3</a>
 */
@NullMarked
package org.resourceprotector.mtls;

import org.jspecify.annotations.NullMarked;
