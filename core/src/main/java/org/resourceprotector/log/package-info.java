/**
 * What an operator reads: our own sentences, at a bounded rate.
 *
 * <p>{@link RateLimitedLog} bounds how often a line is written, {@link RefusalLog} does so for each
 * kind of refusal, and {@link Quoted} bounds what others wrote in it.
 */
@NullMarked
package org.resourceprotector.log;

import org.jspecify.annotations.NullMarked;
