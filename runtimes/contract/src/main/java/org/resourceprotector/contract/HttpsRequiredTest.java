package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Tokens that came over plain http, where https is demanded. */
@DisplayName("R6750-5.3-a R21-1.5-a tokens over plain http are refused where https is demanded")
class HttpsRequiredTest {

    private static final Tokens TOKENS = new Tokens();
    private static final ResourceProtector PROTECTOR = ResourceProtector.builder()
            .validator(TOKENS.validator())
            .requireHttps()
            .build();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Endpoints.Root.class, new Acquiring(PROTECTOR), PROTECTOR);

    @Test
    void tokenOverPlainHttpIsRefusedBeforeItIsValidated() {
        Answer answer = new EndpointProbe(SERVER, "GET", "/any", "any").closedTo(Tokens.PLAIN, 400);
        assertThat(answer.challenge(), containsString("error=\"invalid_request\""));
        new EndpointProbe(SERVER, "GET", "/optional", "optional").closedTo(Tokens.PROFILE, 400);
        assertThat(TOKENS.store.lookUps(), is(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Proto: https", "Forwarded: proto=https", "X-Forwarded-Scheme: https"})
    @DisplayName("R9700-4.13-a what a caller says of the scheme counts for nothing")
    void whatCallerSaysOfTheSchemeCountsForNothing(String line) {
        String[] header = line.split(": ", -1);
        Answer answer = SERVER.get("/any")
                .bearer(Tokens.PLAIN)
                .header(header[0], header[1])
                .sendRaw();
        assertThat(answer.status(), is(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "acquire/any"})
    @DisplayName("R9700-4.13-a nor does a request line that names another scheme than the connection's")
    void requestLineInAbsoluteForm_countsForNothing(String path) {
        Answer answer = SERVER.call("GET", "https://localhost/" + path)
                .bearer(Tokens.PLAIN)
                .sendRaw();
        assertThat(answer.toString(), answer.status() >= 400 && answer.status() < 500, is(true));
        assertThat(TOKENS.store.lookUps(), is(0));
    }

    @Test
    void callsWithoutTokenAreAnsweredAsEver() {
        assertThat(SERVER.get("/any").send().challenge(), is("Bearer realm=\"api\""));
        assertThat(SERVER.get("/optional").send().status(), is(200));
        assertThat(SERVER.get("/open").send().status(), is(200));
    }
}
