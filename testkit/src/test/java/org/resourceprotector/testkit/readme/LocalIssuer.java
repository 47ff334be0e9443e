package org.resourceprotector.testkit.readme;

import org.resourceprotector.testkit.TestIssuer;

/** The authorization server of docs/testing.md, for development. */
public final class LocalIssuer {

    private LocalIssuer() {}

    /**
     * Runs until it is stopped.
     *
     * @param arguments none
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String... arguments) throws InterruptedException {
        try (TestIssuer issuer = TestIssuer.builder().port(9000).start()) {
            System.out.println(issuer.issuer() + " for " + issuer.audience());
            Thread.currentThread().join();
        }
    }
}
