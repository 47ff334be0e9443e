package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Along a chain of locators every door must open. */
@DisplayName("R9700-2.3-b every door of a chain of locators must open")
class LocatorsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Locators.OnLocator.class,
            Locators.OnRoot.class,
            Locators.Open.class,
            Locators.OfLocatingApi.class,
            Locators.TwoDoors.class,
            ResourceProtector.with(TOKENS.validator()));

    @ParameterizedTest
    @CsvSource({
        "/guarded/typed, plain",
        "/guarded/typed/deep/1, plain/deep",
        "/guarded/typed/again, plain",
        "/guarded/typed/again/deep/1, plain/deep",
        "/guarded/typed/again/again/again, plain",
        "/guarded/typed/unprotected, plain/unprotected",
        "/guarded/object, plain",
        "/guarded/object/deep/1, plain/deep",
        "/guarded/object/again/deep/1, plain/deep",
        "/guarded/object/unprotected, plain/unprotected",
        "/guarded/class, plain",
        "/guarded/class/deep/1, plain/deep",
        "/guarded/var/1, plain",
        "/guarded/var/1/deep/1, plain/deep",
        "/root/typed, plain",
        "/root/typed/deep/1, plain/deep",
        "/root/object, plain",
        "/root/object/again/deep/1, plain/deep",
        "/root/object/unprotected, plain/unprotected",
        "/to/onclass, onclass",
        "/to/onclass/plain, plain",
        "/to/onclass/plain/again, plain",
        "/to/onclass-object, onclass",
        "/to/onclass-object/plain, plain",
        "/to/onclass-class, onclass",
        "/to/onmethod, onmethod",
        "/to/onmethod-object, onmethod",
        "/to/contract, ofcontract",
        "/to/contract-object, ofcontract",
        "/to/base, ofbase",
        "/to/onclassproxy, onclassproxy",
        "/to/onclassproxy-object, onclassproxy",
        "/to/onmethodproxy, onmethodproxy",
        "/located-by-interface/sub, plain",
        "/located-by-interface/sub/deep/1, plain/deep",
        "/two/guarded, plain",
        "/two/guarded/deep/1, plain/deep"
    })
    void closedWithoutTheScopeAndOpenWithIt(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @CsvSource({
        "/guarded/typed/email, plain/email",
        "/guarded/object/email, plain/email",
        "/guarded/class/email, plain/email",
        "/guarded/object/guarded, plain",
        "/guarded/object/guarded/deep/1, plain/deep",
        "/guarded/object/guarded/unprotected, plain/unprotected",
        "/guarded/typed/again/guarded/email, plain/email",
        "/root/object/email, plain/email",
        "/to/onclass/plain/email, plain/email",
        "/to/onclass/plain/guarded, plain"
    })
    void theRulesOfAllDoorsHold(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.PROFILE, 403);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.BOTH);
    }

    @Test
    void aTokenThatLacksOneDoorIsToldWhatAllDoorsNeed() {
        Answer answer =
                SERVER.get("/guarded/object/email").bearer(Tokens.PROFILE).send();
        assertThat(answer.challenge(), answer.challenge().contains("scope=\"profile email\""), is(true));
    }

    @ParameterizedTest
    @CsvSource({"/root/email, plain", "/root/email/deep/1, plain/deep"})
    void theRuleOnLocatorReplacesThatOfItsClass(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedTo(Tokens.PROFILE, 403);
        probe.opensTo(Tokens.EMAIL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/guarded/open",
                "/guarded/open/deep/1",
                "/guarded/open/again",
                "/to/plain",
                "/to/plain/again/deep/1",
                "/to/onmethod/open",
                "/to/onclass/lifted",
                "/two/open",
                "/two/open/deep/1",
                "/two"
            })
    void whatNoDoorProtectsStaysOpen(String path) {
        Answer answer = SERVER.get(path).send();
        assertThat(path + " " + answer, answer.status(), is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/root/lifted", "/root/lifted/deep/1"})
    void behindAnOpenDoorOfProtectedClassNoScopeIsNeeded(String path) {
        // one engine binds all that is below an annotated root class, so that a token is needed there, but never a
        // scope
        assertThat(SERVER.get(path).send().status(), is(oneOf(200, 401)));
        assertThat(SERVER.get(path).bearer(Tokens.PLAIN).send().status(), is(200));
    }

    @Test
    void guardedDoorBehindOpenOnesIsClosed() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/to/plain/again/guarded/again/deep/1", "plain/deep");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"email\"");
        probe.closedTo(Tokens.PROFILE, 403);
        probe.opensTo(Tokens.EMAIL);
    }

    @Test
    void locatorThatFindsNothingAnswersWithoutRunningAnything() {
        // locators run before the filters, on every engine: all that can be promised is that nothing is shown
        assertThat(SERVER.get("/to/nothing").send().status(), is(oneOf(401, 404, 500)));
        assertThat(SERVER.get("/to/nothing").bearer(Tokens.PROFILE).send().status(), is(not(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void noOtherMethodOpensGuardedDoor(String method) {
        int before = Ran.times("plain");
        Answer answer = SERVER.call(method, "/guarded/object").sendRaw();
        assertThat(Ran.times("plain"), is(before));
        assertThat(answer.body(), answer.holds("ran plain"), is(false));
    }
}
