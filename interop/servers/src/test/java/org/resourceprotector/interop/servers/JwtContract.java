package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application that looks into the tokens keeps to with every server, on every engine. */
abstract class JwtContract<S extends AuthorizationServer> extends ServerTest<S> {

    private static final Duration COOL_DOWN = Duration.ofSeconds(31);

    JwtContract(Supplier<S> running) {
        super(running);
    }

    /** The application with the profile that is made for the server. */
    Api deploy(Engine engine) {
        return deployWith(engine, server().profile(), server().audience());
    }

    Api deployWith(Engine engine, String profile, String... audience) {
        Stream<String> validation = Stream.of("jwt", server().issuer(), profile);
        return deploy(engine, Stream.concat(validation, Stream.of(audience)).toArray(String[]::new));
    }

    /** What the application is told of the client that got {@link AuthorizationServer#token()}. */
    String clientInTheToken() {
        return "svc";
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
        String token = server().token();
        Answer answer = api.read(token);
        assertAccepted(answer);
        assertThat(answer.body(), startsWith(clientInTheToken() + ": profile"));
        assertAccepted(api.read(token));
    }

    @ParameterizedTest
    @EnumSource
    void aChangedTokenIsRefused(Engine engine) {
        String token = server().token();
        int at = token.length() - 10;
        String changed = token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
        assertInvalid(deploy(engine).read(changed));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfTwoSecondsIsRefusedAfterThemAndTheSkew(Engine engine) {
        Api api = deploy(engine);
        String token = server().tokenOfTwoSeconds();
        assertAccepted(api.read(token));
        api.ageTokens(SKEW.plusSeconds(3));
        assertInvalid(api.read(token));
        assertInvalid(api.read(server().tokenOfTwoSeconds()));
        assertAccepted(api.read(server().token()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenForAnotherAudienceIsRefused(Engine engine) {
        assertInvalid(deploy(engine).read(server().tokenForAnotherAudience()));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithoutTheScopeIsNotEnough(Engine engine) {
        Api api = deploy(engine);
        assertInsufficient(api.write(server().token()), "orders:write");
        assertAccepted(api.write(server().tokenThatMayWrite()));
    }

    @Test
    void aTokenOfANewKeyIsAcceptedAtOnce() {
        List<Api> apis = onAllEngines(this::deploy);
        String before = server().token();
        on(apis, api -> assertAccepted(api.read(before)));
        String key = keyOf(before);
        server().rotate();
        String after = server().token();
        assertThat("the key", keyOf(after), is(not(key)));
        on(apis, api -> assertAccepted(api.read(after)));
    }

    @Test
    void outage_leavesKnownKeysAndEndsWithTheServersReturn() {
        List<Api> apis = onAllEngines(this::deploy);
        String seen = server().token();
        String unseen = server().token();
        on(apis, api -> assertAccepted(api.read(seen)));
        server().stop();
        try {
            on(apis, api -> {
                api.ageKeys(Duration.ofMinutes(59));
                assertAccepted(api.read(seen));
                assertAccepted(api.read(unseen));
                api.ageKeys(Duration.ofMinutes(10));
                assertUnavailable(api.read(seen));
                assertUnavailable(api.read(unseen));
            });
        } finally {
            server().start();
        }
        String fresh = server().token();
        on(apis, api -> {
            api.ageKeys(COOL_DOWN);
            Await.until("it is back", PATIENCE, () -> api.read(fresh).status() == 200);
        });
    }

    /** What tells the key that the server signs with now from another one. */
    String keyOf(String token) {
        return keyId(token);
    }

    static String keyId(String token) {
        return Jwt.header(token).get("kid").asText();
    }
}
