package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Behind the proxies of a bean container every rule counts as it does without them. */
@DisplayName("P6 the proxies of a bean container hide no rule")
class BeansTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Beans.Root.class,
            Beans.Locators.class,
            Beans.AuditedResource.class,
            Beans.AuditedClass.class,
            ResourceProtector.with(TOKENS.validator()));

    @ParameterizedTest
    @CsvSource({
        "/bean/root, bean/root",
        "/bean/open/method, bean/open/method",
        "/bean/open/typed, bean/sub",
        "/bean/open/object, bean/sub",
        "/bean/open/on-method, bean/on-method",
        "/bean/open/on-method-object, bean/on-method",
        "/bean/open/contract, bean/contract",
        "/bean/open/contract-object, bean/contract",
        "/bean/open/counted, bean/counted",
        "/bean/open/guarded, plain",
        "/bean/audited, bean/audited",
        "/bean/audited-class, bean/audited-class"
    })
    void closedWithoutTheScopeAndOpenWithIt(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bean/root/open", "/bean/open"})
    void whatSaysSoIsOpen(String path) {
        assertThat(SERVER.get(path).send().status(), is(200));
    }

    @Test
    void interceptorsRunOnlyForCallsThatCameIn() {
        int ran = Ran.times("audited");
        SERVER.get("/bean/audited").send();
        SERVER.get("/bean/audited-class").bearer(Tokens.EMAIL).send();
        assertThat(Ran.times("audited"), is(ran));
        SERVER.get("/bean/audited").bearer(Tokens.PROFILE).send();
        SERVER.get("/bean/audited-class").bearer(Tokens.PROFILE).send();
        assertThat(Ran.times("audited"), is(ran + 2));
    }

    @Test
    void beanIsNotMadeForCallerWhoIsRefused() {
        int made = Ran.times("bean/made");
        SERVER.get("/bean/open/counted").send();
        SERVER.get("/bean/open/counted").bearer(Tokens.EMAIL).send();
        assertThat(Ran.times("bean/made"), is(made));
        SERVER.get("/bean/open/counted").bearer(Tokens.PROFILE).send();
        assertThat(Ran.times("bean/made"), is(made + 1));
    }

    @Test
    void theCallerIsKnownToBeanThatServesAllRequests() {
        assertThat(
                SERVER.get("/bean/root/caller").bearer(Tokens.PROFILE).send().body(),
                is(oneOf("alice", "not injected")));
    }
}
