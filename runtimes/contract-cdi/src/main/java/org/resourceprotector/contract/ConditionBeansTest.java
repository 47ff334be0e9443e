package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Conditions are the beans of the container, with what is injected into them and the scope that they have. */
class ConditionBeansTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(ConditionBeans.Root.class, ResourceProtector.with(TOKENS.validator()));

    private static int call(String path) {
        return SERVER.get("/conditions/" + path).bearer(Tokens.PROFILE).send().status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "dependent", "interface"})
    void bean_decidesWithWhatIsInjected(String scope) {
        int before = Ran.times("conditions");
        assertThat(call(scope + "/1"), is(200));
        assertThat(call(scope + "/2"), is(403));
        assertThat(SERVER.get("/conditions/" + scope + "/1").send().status(), is(401));
        assertThat(Ran.times("conditions"), is(before + 1));
    }

    /** Not every runtime opens the scope of a request before filters run. */
    @Test
    void beanOfARequest_isMadeForEachOrCloses() {
        int before = ConditionBeans.EachRequest.MADE.get();
        int status = call("request/1");
        assertThat(status, is(oneOf(200, 500)));
        assertThat(call("request/2"), is(status == 200 ? 403 : 500));
        assertThat(ConditionBeans.EachRequest.MADE.get() - before, is(status == 200 ? 2 : 0));
    }

    @Test
    void beanWithoutScope_isMadeOnce() {
        call("dependent/1");
        call("dependent/2");
        assertThat(ConditionBeans.ByConstructor.MADE.get(), is(1));
    }

    @Test
    void beanThatFailsAtFirstUse_isAClosed500() {
        int before = Ran.times("conditions");
        Answer answer = SERVER.get("/conditions/late/1").bearer(Tokens.PROFILE).send();
        assertThat(answer.status(), is(500));
        assertThat(answer.body(), is("{\"title\":\"Internal Server Error\",\"status\":500}"));
        assertThat(Ran.times("conditions"), is(before));
    }
}
