package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.resourceprotector.LogLines;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.EngineClasses;

/** What is refused in an application without a protector: what came by something protected, and what nobody can tell. */
class DenyFilterTest {

    private static DenyFilter filter(Predicate<Class<?>> isProtected) {
        return new DenyFilter(
                isProtected,
                "no protector is registered",
                new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC()));
    }

    private static int status(Object... matched) {
        FakeRequest request = new FakeRequest("GET", "any", matched);
        filter(String.class::equals).filter(request);
        return request.status();
    }

    @Test
    void requestThatCameByNothingProtected_goesOn() {
        assertThat(status(), is(200));
        assertThat(status(1, 2.0), is(200));
    }

    @Test
    void requestThatCameBySomethingProtected_isRefused() {
        try (LogLines log = new LogLines()) {
            assertThat(status("a"), is(500));
            assertThat(status(1, "behind a locator"), is(500));
            assertThat(status("before", 1), is(500));
            assertThat(status(String.class), is(500));
            assertThat(log.lines().get(0), containsString("no protector is registered"));
        }
    }

    @Test
    void refusal_hasWhatEveryOtherHas() {
        FakeRequest request = new FakeRequest("GET", "any", "a");
        filter(String.class::equals).filter(request);
        assertThat(request.aborted().getHeaders().get("Cache-Control"), contains("no-store"));
        assertThat(request.aborted().hasEntity(), is(true));
    }

    @Test
    void requestOfWhichNothingIsKnown_isRefused() {
        FakeRequest unknown = new FakeRequest("GET", (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("broken");
                }));
        assertThrows(IllegalStateException.class, () -> filter(type -> false).filter(unknown));
        assertThat(unknown.status(), is(500));
        FakeRequest undecided = new FakeRequest("GET", "any", "a");
        assertThrows(
                StackOverflowError.class,
                () -> filter(type -> {
                            throw new StackOverflowError();
                        })
                        .filter(undecided));
        assertThat(undecided.status(), is(500));
    }

    @Test
    void requestToAnApplicationWithARule_goesOnIfAProtectorHasDecided() throws Exception {
        EngineClasses resteasy = ApplicationRuleTest.resteasy();
        ApplicationRuleTest.name(resteasy, new ApplicationRuleTest.Profile());
        FakeRequest undecided = (FakeRequest) resteasy.make("org.jboss.resteasy.core.Told");
        filter(type -> false).filter(undecided);
        assertThat(undecided.status(), is(500));

        FakeRequest decided = (FakeRequest) resteasy.make("org.jboss.resteasy.core.Told");
        Enforcer protector = new Enforcer(
                new Authenticator(token -> null, 100, false, RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5)),
                new RecordingListener().alone());
        RequestState.keep(decided, protector, new Endpoint("GET", "/any", null));
        filter(type -> false).filter(decided);
        assertThat(decided.status(), is(200));

        FakeRequest included = (FakeRequest) resteasy.make("org.jboss.resteasy.core.Told");
        decided.getPropertyNames().forEach(name -> included.setProperty(name, decided.getProperty(name)));
        filter(type -> false).filter(included);
        assertThat(included.status(), is(500));
    }
}
