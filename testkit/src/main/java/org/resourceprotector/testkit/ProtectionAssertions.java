package org.resourceprotector.testkit;

import jakarta.ws.rs.core.Application;
import java.net.URI;
import org.resourceprotector.ResourceProtector;

/**
 * One line that proves that every endpoint of an application is protected.
 *
 * <pre>{@code
 * @Test
 * void onlyTheHealthCheckIsOpen() {
 *     assertEveryEndpointIsProtected(new Api(), "GET /health");
 * }
 * }</pre>
 *
 * <p>What it checks, and what it does not, is told by {@link ProtectionCheck}, which also takes values for path
 * parameters. Needs no test framework; what it throws is an {@link AssertionError}.
 *
 * <p>Write such a test also because it is asked of what really runs: runtimes refuse to deploy an application that uses
 * {@link org.resourceprotector.Protected} and registered no {@link ResourceProtector}, unless their settings, or how the
 * JAR was packed, keep the check for that away.
 *
 * <p>Stateless, thread-safe.
 */
public final class ProtectionAssertions {

    private ProtectionAssertions() {}

    /**
     * Starts an application and asserts that it refuses a caller without a token everywhere, except where it says.
     *
     * @param application the application, with its protector among its singletons
     * @param open the endpoints that are meant to be open, such as {@code GET /health}
     * @throws AssertionError if that is not so
     */
    public static void assertEveryEndpointIsProtected(Application application, String... open) {
        ProtectionCheck.of(application).open(open).verify();
    }

    /**
     * Asserts that a running application refuses a caller without a token everywhere, except where it says.
     *
     * @param base the base URI of the application, its application path included
     * @param protector the protector that is registered in it
     * @param open the endpoints that are meant to be open, such as {@code GET /health}
     * @throws AssertionError if that is not so
     */
    public static void assertEveryEndpointIsProtected(URI base, ResourceProtector protector, String... open) {
        ProtectionCheck.at(base, protector).open(open).verify();
    }
}
