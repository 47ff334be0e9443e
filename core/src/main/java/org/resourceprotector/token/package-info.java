/**
 * What was presented and what was proved: the token that a caller sent, who validates it, what the verdict is, and the
 * access token that a resource method gets.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-7">RFC 6749, section 7</a>
 */
@NullMarked
package org.resourceprotector.token;

import org.jspecify.annotations.NullMarked;
