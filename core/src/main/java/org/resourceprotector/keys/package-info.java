/**
 * The keys of an issuer: where they come from, how long they are trusted, and what they may verify.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517">RFC 7517</a>
 */
@NullMarked
package org.resourceprotector.keys;

import org.jspecify.annotations.NullMarked;
