package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the application keeps to with every authorization server, on every engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerContract<S extends AuthorizationServer> {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration COOL_DOWN = Duration.ofSeconds(31);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<S> start;
    private final List<Api> deployed = new ArrayList<>();
    private S server;

    ServerContract(Supplier<S> start) {
        this.start = start;
    }

    @BeforeAll
    void startServer() {
        server = start.get();
    }

    @AfterAll
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void undeploy() {
        deployed.forEach(Api::close);
        deployed.clear();
    }

    S server() {
        return server;
    }

    Api deploy(Engine engine) {
        return deploy(engine, server.profile(), server.audience());
    }

    Api deploy(Engine engine, String profile, String... audience) {
        Api api = engine.deploy(profile, server.issuer(), audience);
        deployed.add(api);
        return api;
    }

    @ParameterizedTest
    @EnumSource
    void aCallerWithoutATokenIsAskedForOne(Engine engine) {
        Answer answer = deploy(engine).readWithoutToken();
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), startsWith("Bearer realm=\"api\""));
        assertThat(answer.challenge(), not(containsString("error")));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfTheServerIsAccepted(Engine engine) {
        Api api = deploy(engine);
        String token = server.token();
        Answer answer = api.read(token);
        assertThat(answer.toString(), answer.status(), is(200));
        assertThat(answer.body(), startsWith(clientInTheToken() + ": profile"));
        assertThat("seen before", api.read(token).status(), is(200));
    }

    /** What the application is told of the client that got {@link AuthorizationServer#token()}. */
    String clientInTheToken() {
        return "svc";
    }

    @ParameterizedTest
    @EnumSource
    void aChangedTokenIsRefused(Engine engine) {
        String token = server.token();
        int end = token.length() - 10;
        String changed = token.substring(0, end) + (token.charAt(end) == 'A' ? 'B' : 'A') + token.substring(end + 1);
        assertInvalid(deploy(engine).read(changed));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfTwoSecondsIsRefusedAfterThemAndTheSkew(Engine engine) {
        Api api = deploy(engine);
        String token = server.tokenOfTwoSeconds();
        Answer before = api.read(token);
        assertThat(before.toString(), before.status(), is(200));
        api.ageTokens(SKEW.plusSeconds(3));
        assertInvalid(api.read(token));
        assertInvalid(api.read(server.tokenOfTwoSeconds()));
        Answer fiveMinutes = api.read(server.token());
        assertThat(fiveMinutes.toString(), fiveMinutes.status(), is(200));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenForAnotherAudienceIsRefused(Engine engine) {
        assertInvalid(deploy(engine).read(server.tokenForAnotherAudience()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithoutTheScopeIsNotEnough(Engine engine) {
        Api api = deploy(engine);
        Answer answer = api.write(server.token());
        assertThat(answer.toString(), answer.status(), is(403));
        assertThat(answer.challenge(), containsString("error=\"insufficient_scope\""));
        assertThat(answer.challenge(), containsString("scope=\"orders:write\""));
        assertThat(api.write(server.tokenThatMayWrite()).body(), is("written"));
    }

    @Test
    void aTokenOfANewKeyIsAcceptedAtOnce() {
        List<Api> apis = deployOnAllEngines();
        String before = server.token();
        apis.forEach(api -> assertThat(api.toString(), api.read(before).status(), is(200)));
        server.rotate();
        String after = server.token();
        assertThat("the key", keyId(after), is(not(keyId(before))));
        apis.forEach(api -> assertThat(api.toString(), api.read(after).status(), is(200)));
    }

    @Test
    void whileTheServerIsDownKnownKeysServeForAWhileAndWhenItIsBackSoIsTheApplication() {
        List<Api> apis = deployOnAllEngines();
        String seen = server.token();
        String unseen = server.token();
        apis.forEach(api -> assertThat(api.toString(), api.read(seen).status(), is(200)));
        server.stop();
        try {
            apis.forEach(api -> assertThat(api.toString(), api.read(unseen).status(), is(200)));
            eachAged(apis, Duration.ofMinutes(59), api -> {
                assertThat(api + ", seen", api.read(seen).status(), is(200));
                assertThat(api + ", unseen", api.read(unseen).status(), is(200));
            });
            eachAged(apis, Duration.ofMinutes(10), api -> {
                assertUnavailable(api.read(seen));
                assertUnavailable(api.read(unseen));
            });
        } finally {
            server.start();
        }
        String fresh = server.token();
        eachAged(
                apis,
                COOL_DOWN,
                api -> Await.until(
                        api + " is back", PATIENCE, () -> api.read(fresh).status() == 200));
    }

    private List<Api> deployOnAllEngines() {
        return List.of(deploy(Engine.JERSEY), deploy(Engine.RESTEASY));
    }

    private static void eachAged(List<Api> apis, Duration keys, Consumer<Api> check) {
        apis.forEach(api -> {
            api.ageKeys(keys);
            check.accept(api);
        });
    }

    static String keyId(String token) {
        return Jwt.header(token).get("kid").asText();
    }

    static void assertInvalid(Answer answer) {
        assertThat(answer.toString(), answer.status(), is(401));
        assertThat(answer.challenge(), containsString("error=\"invalid_token\""));
    }

    static void assertUnavailable(Answer answer) {
        assertThat(answer.toString(), answer.status(), is(503));
        assertThat(answer.challenge(), is(emptyString()));
        assertThat(answer.header("Retry-After"), is(not(emptyString())));
    }
}
