package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import jakarta.ws.rs.core.Feature;
import org.junit.jupiter.api.Test;

/** What is refused when the application starts. */
class DeploymentTest {

    @Test
    void featureThatThrowsStopsTheDeployment() {
        for (int i = 0; i < 2; i++) {
            Throwable refusal = Deployment.refused(new Api(HarnessTest.Doors.class, (Feature) context -> {
                throw new IllegalStateException("no such thing");
            }));
            assertThat(Deployment.messages(refusal), containsString("no such thing"));
        }
    }
}
