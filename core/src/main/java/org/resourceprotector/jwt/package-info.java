/**
 * JWT access tokens: a {@link org.resourceprotector.token.TokenValidator} that checks them by RFC 9068, for
 * one issuer or for many.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068">RFC 9068</a>
 */
@NullMarked
package org.resourceprotector.jwt;

import org.jspecify.annotations.NullMarked;
