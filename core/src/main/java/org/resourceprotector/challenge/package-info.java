/**
 * Error responses: what a rejection becomes on the wire, and the one place where a challenge is
 * written.
 *
 * <p>{@link ErrorResponses} decides on status, challenges and body. {@link Challenge} quotes and
 * escapes. {@code enforcement.Responses} sets the headers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, section 11.6.1</a>
 */
@NullMarked
package org.resourceprotector.challenge;

import org.jspecify.annotations.NullMarked;
