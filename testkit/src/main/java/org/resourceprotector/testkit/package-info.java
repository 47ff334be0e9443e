/**
 * What an application's tests need: {@link org.resourceprotector.testkit.ProtectionAssertions} proves that every endpoint
 * is protected, {@link org.resourceprotector.testkit.TestIssuer} issues tokens good and bad, as an authorization server
 * of its own, {@link org.resourceprotector.testkit.InMemoryTokens} stands for a database of opaque tokens,
 * {@link org.resourceprotector.testkit.MutableClock} for the time, and
 * {@link org.resourceprotector.testkit.Challenges} reads what a refusal says.
 */
@NullMarked
package org.resourceprotector.testkit;

import org.jspecify.annotations.NullMarked;
