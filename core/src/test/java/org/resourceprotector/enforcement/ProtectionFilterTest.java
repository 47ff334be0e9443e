package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.FrontDoor;
import org.resourceprotector.Protected;
import org.resourceprotector.challenge.Refusals;
import org.resourceprotector.token.Verdict;

/** Both filters see a request, in either order, and the stricter of what they know holds. */
class ProtectionFilterTest {

    /** Nothing is declared for it. */
    @Path("plain")
    public static final class Plain {

        /** Answers. */
        @GET
        public void get() {}
    }

    /** What a runtime tells the bound filter of only. */
    @Protected("admin")
    public static final class Admins extends Application {}

    private final ResourceInfo info = new ResourceInfo() {
        @Override
        public Method getResourceMethod() {
            return Rulings.method(Plain.class, "get");
        }

        @Override
        public Class<?> getResourceClass() {
            return Plain.class;
        }
    };

    private static ProtectionFilter filter(boolean protectUnannotated) {
        RuleBook book = new RuleBook(new Rules(FrontDoor.annotations(), protectUnannotated));
        Validation validation = new Validation(token -> Verdict.accepted(ApiToken.of("alice", "read")), 100, false);
        Enforcer enforcer =
                new Enforcer(validation, new Refusals("api", (URI) null, Duration.ofSeconds(1)), new Heard());
        return new ProtectionFilter(enforcer, book, new AccessReport(), ApplicationRule.of(null, book));
    }

    /** A request whose URI tells what was matched, as Jersey's does, so that a filter without injection knows it. */
    private FakeRequest request() {
        UriInfo plain = new FakeUriInfo("plain", Plain.class);
        UriInfo live = (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UriInfo.class, ResourceInfo.class},
                (proxy, method, arguments) ->
                        method.invoke(method.getDeclaringClass() == ResourceInfo.class ? info : plain, arguments));
        return new FakeRequest("GET", live).bearer("any");
    }

    @ParameterizedTest(name = "protectUnannotated {0}")
    @ValueSource(booleans = {true, false})
    void whatOnlyTheBoundFilterKnowsHoldsWhateverTheOtherLetThrough(boolean protectUnannotated) {
        ProtectionFilter filter = filter(protectUnannotated);
        FakeRequest request = request();
        filter.filter(request);
        assertThat(request.status(), is(200));
        filter.filterBound(request, info, new Admins());
        assertThat(request.status(), is(403));
    }

    @Test
    void whatTheBoundFilterKnowsIsRememberedForTheOther() {
        ProtectionFilter filter = filter(true);
        filter.filterBound(request(), info, new Admins());
        FakeRequest request = request();
        filter.filter(request);
        assertThat(request.status(), is(403));
    }
}
