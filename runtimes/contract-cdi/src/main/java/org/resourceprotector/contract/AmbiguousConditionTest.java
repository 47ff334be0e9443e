package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/** Which of several beans would decide is not guessed. */
class AmbiguousConditionTest {

    @Test
    void conditionOfWhichThereAreTwoBeans_isRefusedAtDeployment() {
        Throwable refusal = Deployment.refused(
                new Api(ConditionBeans.Ambiguous.class, ResourceProtector.with(new Tokens().validator())));
        assertThat(Deployment.messages(refusal), containsString("ConditionBeans.Ambiguous#get"));
        assertThat(Deployment.messages(refusal), containsString("several beans are of the type"));
    }
}
