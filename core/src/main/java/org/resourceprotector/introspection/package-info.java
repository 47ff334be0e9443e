/**
 * Asks the authorization server what a token is: for opaque tokens, and for whoever needs revocation at once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701">RFC 9701</a>
 */
@NullMarked
package org.resourceprotector.introspection;

import org.jspecify.annotations.NullMarked;
