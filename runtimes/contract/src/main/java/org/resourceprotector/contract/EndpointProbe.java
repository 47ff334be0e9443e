package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

/** One protected endpoint, and the count of how often its method ran. */
record EndpointProbe(Deployed server, String method, String path, String counter) {

    /** The call without a token is answered 401 with this challenge, and nothing ran. */
    void closedWithoutToken(String challenge) {
        int before = Ran.times(counter);
        Answer answer = call().send();
        assertThat(path + " without a token: " + answer, answer.status(), is(401));
        assertThat(path, answer.challenge(), is(challenge));
        assertThat(path + " ran", Ran.times(counter), is(before));
    }

    /** The call with this token is refused, and nothing ran. */
    Answer closedTo(String token, int status) {
        int before = Ran.times(counter);
        Answer answer = call().bearer(token).send();
        assertThat(path + " with a token that is not good enough: " + answer, answer.status(), is(status));
        assertThat(path + " ran", Ran.times(counter), is(before));
        return answer;
    }

    /** The call with this token goes through, and the method ran once. */
    void opensTo(String token) {
        int before = Ran.times(counter);
        Answer answer = call().bearer(token).send();
        assertThat(path + " with a good token: " + answer, answer.status(), is(200));
        assertThat(path + " did not run", Ran.times(counter), is(before + 1));
    }

    private Call call() {
        return server.call(method, path);
    }
}
