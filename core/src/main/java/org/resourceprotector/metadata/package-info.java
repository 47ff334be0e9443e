/**
 * What clients can find out about this resource: the metadata that they are pointed to by challenges.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">RFC 9728</a>
 */
@NullMarked
package org.resourceprotector.metadata;

import org.jspecify.annotations.NullMarked;
