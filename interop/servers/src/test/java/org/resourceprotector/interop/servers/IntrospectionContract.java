package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application that asks the server keeps to with every server, on every engine. */
abstract class IntrospectionContract<S extends AuthorizationServer> extends ServerTest<S> {

    static final Duration NO_CACHE = Duration.ZERO;
    static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final Duration FAIL_FAST = Duration.ofSeconds(3);

    IntrospectionContract(Supplier<S> running) {
        super(running);
    }

    /** The beginning of what the application is told of the client that got the token. */
    String clientInTheAnswer() {
        return "svc";
    }

    /** How the application is told to ask this server. */
    String introspection() {
        return "introspection";
    }

    Api deploy(Engine engine, Duration cache) {
        return deploy(engine, cache, server().introspectionSecret(), server().introspectedAudience());
    }

    private Api deploy(Engine engine, Duration cache, String secret, String audience) {
        String client = server().introspectionClient();
        return deploy(engine, introspection(), server().issuer(), client, secret, cache.toString(), audience);
    }

    /** The application with answers that must be signed. */
    Api deploySigned(Engine engine, String client, String secret) {
        String audience = server().introspectedAudience();
        return deploy(engine, "signed-introspection", server().issuer(), client, secret, "PT0S", audience);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatTheServerCallsActiveIsAccepted(Engine engine) {
        Answer answer = deploy(engine, NO_CACHE).read(server().introspectedToken());
        assertAccepted(answer);
        assertThat(answer.body(), startsWith(clientInTheAnswer()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatTheServerDoesNotKnowIsRefused(Engine engine) {
        assertInvalid(deploy(engine, NO_CACHE).read("nothing-that-anybody-issued"));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsRefusedAfterItsTimeAndTheSkew(Engine engine) {
        Api api = deploy(engine, A_MINUTE);
        String token = server().introspectedToken();
        assertAccepted(api.read(token));
        api.ageTokens(LIFETIME.plus(SKEW).plusSeconds(1));
        assertInvalid(api.read(token));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenForAnotherAudienceIsRefused(Engine engine) {
        Api other = deploy(engine, NO_CACHE, server().introspectionSecret(), "https://elsewhere.example.test");
        assertInvalid(other.read(server().introspectedToken()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithoutTheScopeIsNotEnough(Engine engine) {
        Api api = deploy(engine, NO_CACHE);
        assertInsufficient(api.write(server().introspectedToken()), "orders:write");
        assertAccepted(api.write(server().introspectedTokenThatMayWrite()));
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedTokenIsRefusedAtOnceWithoutACache(Engine engine) {
        Api api = deploy(engine, NO_CACHE);
        String token = server().introspectedToken();
        assertAccepted(api.read(token));
        server().revoke(token);
        assertInvalid(api.read(token));
    }

    @ParameterizedTest
    @EnumSource
    void aRevokedTokenIsRefusedWhenTheTimeOfTheCacheIsOver(Engine engine) {
        Api api = deploy(engine, A_MINUTE);
        String token = server().introspectedToken();
        assertAccepted(api.read(token));
        server().revoke(token);
        assertAccepted(api.read(token));
        api.ageTokens(A_MINUTE);
        assertInvalid(api.read(token));
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatTheServerDoesNotKnowIsOurFaultAndNotTheCallers(Engine engine) {
        Api api = deploy(engine, NO_CACHE, "not-the-secret", server().introspectedAudience());
        assertUnavailable(api.read(server().introspectedToken()));
    }

    @Test
    void outage_leavesTheCacheAndEndsWithTheServersReturn() {
        List<Api> asking = onAllEngines(engine -> deploy(engine, NO_CACHE));
        List<Api> remembering = onAllEngines(engine -> deploy(engine, A_MINUTE));
        String token = server().introspectedToken();
        on(asking, api -> assertAccepted(api.read(token)));
        on(remembering, api -> assertAccepted(api.read(token)));
        server().stop();
        try {
            on(asking, api -> assertUnavailable(api.read(token)));
            on(remembering, api -> {
                assertAccepted(api.read(token));
                api.ageTokens(A_MINUTE);
                assertUnavailable(api.read(token));
            });
        } finally {
            server().start();
        }
        String fresh = server().introspectedToken();
        on(asking, api -> assertBack(api, fresh));
        on(remembering, api -> assertBack(api, fresh));
    }

    private static void assertBack(Api api, String token) {
        api.ageTokens(FAIL_FAST);
        Await.until("it is back", PATIENCE, () -> api.read(token).status() == 200);
    }
}
