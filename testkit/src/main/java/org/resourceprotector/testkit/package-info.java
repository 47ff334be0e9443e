/**
 * What an application's tests need: {@link org.resourceprotector.testkit.MutableClock} for the time,
 * {@link org.resourceprotector.testkit.InMemoryTokens} for opaque tokens, and
 * {@link org.resourceprotector.testkit.Challenges} to read what a refusal says.
 */
@NullMarked
package org.resourceprotector.testkit;

import org.jspecify.annotations.NullMarked;
