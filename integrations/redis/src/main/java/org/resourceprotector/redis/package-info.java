/**
 * What the nodes of an application share by Redis: the proofs that were used, and revocations.
 *
 * <p>Needs Redis 7.0 or newer; no other server was tried. No type of the client is in the API: the address says all that there is
 * to say, for example {@code rediss://user:password@redis.example.com:6379/0}. Its host must be one server, or lead to the
 * primary.
 *
 * @see <a href="https://redis.io/docs/latest/commands/set/">SET</a>
 */
@NullMarked
package org.resourceprotector.redis;

import org.jspecify.annotations.NullMarked;
