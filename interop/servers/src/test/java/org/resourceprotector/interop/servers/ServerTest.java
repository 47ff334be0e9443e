package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A running authorization server, and applications of its tokens, which are new for every test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerTest<S extends AuthorizationServer> {

    static final Duration SKEW = Duration.ofSeconds(30);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<S> running;
    private final List<Api> deployed = new ArrayList<>();
    private S server;

    ServerTest(Supplier<S> running) {
        this.running = running;
    }

    @BeforeAll
    void findServer() {
        server = running.get();
    }

    @AfterEach
    void undeploy() {
        deployed.forEach(Api::close);
        deployed.clear();
    }

    S server() {
        return server;
    }

    Api deploy(Engine engine, String... validation) {
        Api api = engine.deploy(validation);
        deployed.add(api);
        return api;
    }

    static List<Api> onAllEngines(Function<Engine, Api> deployment) {
        return Arrays.stream(Engine.values()).map(deployment).toList();
    }

    static void on(List<Api> apis, Consumer<Api> check) {
        apis.forEach(api -> {
            try {
                check.accept(api);
            } catch (AssertionError e) {
                throw new AssertionError("on " + api + ": " + e.getMessage(), e);
            }
        });
    }

    static void assertAccepted(Answer answer) {
        assertThat(answer.toString(), answer.status(), is(200));
    }

    static void assertInvalid(Answer answer) {
        assertThat(answer.toString(), answer.status(), is(401));
        assertThat(answer.challenge(), containsString("error=\"invalid_token\""));
    }

    static void assertInsufficient(Answer answer, String scope) {
        assertThat(answer.toString(), answer.status(), is(403));
        assertThat(answer.challenge(), containsString("error=\"insufficient_scope\""));
        assertThat(answer.challenge(), containsString("scope=\"" + scope + "\""));
    }

    static void assertUnavailable(Answer answer) {
        assertThat(answer.toString(), answer.status(), is(503));
        assertThat(answer.challenge(), is(emptyString()));
        assertThat(answer.header("Retry-After"), is(not(emptyString())));
    }
}
