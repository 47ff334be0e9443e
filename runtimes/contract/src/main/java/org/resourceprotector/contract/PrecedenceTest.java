package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Method beats class, and the most specific declaration beats the one above it. */
class PrecedenceTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Precedence.Wins.class,
            Precedence.Implementation.class,
            Precedence.OpenImplementation.class,
            Precedence.ClosedHeir.class,
            Precedence.OpenHeir.class,
            Precedence.Aware.class,
            ResourceProtector.with(TOKENS.validator()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wins/method-over-class",
                "wins/overridden",
                "wins/method-above",
                "impl/replaced",
                "impl/kept",
                "impl/of-type",
                "open-impl/kept",
                "closed-heir/inherited",
                "unaware"
            })
    void theDeclarationThatCountsAsksForProfile(String path) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/" + path, path);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wins/lifted",
                "wins/lifted-by-override",
                "open-impl/replaced",
                "open-impl/of-type",
                "open-heir/inherited"
            })
    void theDeclarationThatCountsSaysOpen(String path) {
        Answer answer = SERVER.get("/" + path).send();
        assertThat(path + " " + answer, answer.status(), is(200));
        assertThat(SERVER.get("/" + path).bearer(Tokens.UNKNOWN).send().status(), is(200));
    }
}
