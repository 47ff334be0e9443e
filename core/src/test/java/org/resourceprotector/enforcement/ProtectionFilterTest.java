package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.jersey.server.wadl.internal.WadlResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.LogLines;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.RuleProbe;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.EngineClasses;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** Both filters see a request, in either order, and the stricter of what they know holds. */
class ProtectionFilterTest {

    /** Nothing is declared for it. */
    @Path("plain")
    public static final class Plain {

        /** Responses. */
        @GET
        public void get() {}
    }

    /** What a runtime tells the bound filter of only. */
    @Protected("admin")
    public static final class Admins extends Application {}

    private final ResourceInfo info = new ResourceInfo() {
        @Override
        public Method getResourceMethod() {
            return RuleProbe.method(Plain.class, "get");
        }

        @Override
        public Class<?> getResourceClass() {
            return Plain.class;
        }
    };

    private static ProtectionFilter filter(boolean protectUnannotated) {
        return filter(protectUnannotated, token -> Verdict.accepted(ApiToken.of("alice", "read")));
    }

    private static ProtectionFilter filter(boolean protectUnannotated, TokenValidator validator) {
        return filter(protectUnannotated, validator, new AccessReport());
    }

    private static ProtectionFilter filter(boolean protectUnannotated, TokenValidator validator, AccessReport report) {
        EndpointRules rules = new EndpointRules(protectUnannotated);
        RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());
        Authenticator authenticator = new Authenticator(validator, 100, false, log);
        Enforcer enforcer = new Enforcer(
                authenticator,
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(1)),
                new RecordingListener().alone());
        return new ProtectionFilter(
                enforcer,
                rules,
                report,
                ApplicationRule.of(null),
                Connections.UNKNOWN,
                new Conditions(Injection.CONSTRUCTOR::instance));
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
        filter.checkBound(request, info, new Admins());
        assertThat(request.status(), is(403));
    }

    @Test
    void whatTheBoundFilterKnowsIsRememberedForTheOther() {
        ProtectionFilter filter = filter(true);
        filter.checkBound(request(), info, new Admins());
        FakeRequest request = request();
        filter.filter(request);
        assertThat(request.status(), is(403));
    }

    @ParameterizedTest(name = "bound filter first {0}")
    @ValueSource(booleans = {true, false})
    void requestThatBothFiltersSee_isValidatedOnce(boolean isBoundFirst) {
        AtomicInteger validated = new AtomicInteger();
        ProtectionFilter filter = filter(false, token -> {
            validated.incrementAndGet();
            return Verdict.accepted(ApiToken.of("alice", "read"));
        });
        FakeRequest request = request("GET", Kinds.class, "reading").bearer("any");
        if (isBoundFirst) {
            filter.checkBound(request, null, null);
        }
        filter.filter(request);
        if (!isBoundFirst) {
            filter.checkBound(request, null, null);
        }
        assertThat(request.status(), is(200));
        assertThat(validated.get(), is(1));
    }

    @Test
    void requestThatTheBoundFilterRefused_isRefusedByTheOther() {
        ProtectionFilter filter = filter(false, token -> Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN)));
        FakeRequest request = request("GET", Kinds.class, "reading").bearer("any");
        filter.checkBound(request, null, null);
        assertThat(request.status(), is(401));
        request.forgetAnswer();
        filter.filter(request);
        assertThat(request.status(), is(401));
    }

    /** A resource with one method of each kind. */
    @Path("kinds")
    public static final class Kinds {

        /** Cannot be a rule. */
        @GET
        @Path("broken")
        @Protected("")
        public void broken() {}

        /** Answers OPTIONS by hand. */
        @OPTIONS
        @Path("options")
        @Protected
        public void options() {}

        /** Carries nothing. */
        @GET
        @Path("bare")
        public void bare() {}

        /** Demands a scope that everybody has. */
        @GET
        @Path("reading")
        @Protected("read")
        public void reading() {}
    }

    private static FakeRequest request(String http, Class<?> resource, String method) {
        UriInfo plain = new FakeUriInfo("kinds/" + method, resource);
        ResourceInfo named = new ResourceInfo() {
            @Override
            public Method getResourceMethod() {
                return RuleProbe.method(resource, method);
            }

            @Override
            public Class<?> getResourceClass() {
                return resource;
            }
        };
        return new FakeRequest(http, (UriInfo) Proxy.newProxyInstance(
                ProtectionFilterTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class, ResourceInfo.class},
                (proxy, called, arguments) ->
                        called.invoke(called.getDeclaringClass() == ResourceInfo.class ? named : plain, arguments)));
    }

    private static int status(boolean protectUnannotated, FakeRequest request) {
        filter(protectUnannotated).filter(request);
        return request.status();
    }

    @Test
    void brokenDeclaration_isClosedToEverybody() {
        assertThat(status(false, request("GET", Kinds.class, "broken")), is(500));
        assertThat(status(false, request("GET", Kinds.class, "broken").bearer("any")), is(500));
    }

    @Test
    void endpointWithoutDeclaration_isOpenUnlessProtectedByDefault() {
        assertThat(status(false, request("GET", Kinds.class, "bare")), is(200));
        assertThat(status(true, request("GET", Kinds.class, "bare")), is(401));
        assertThat(status(true, request("GET", Kinds.class, "bare").bearer("any")), is(200));
    }

    @Test
    void methodForOptions_isAskedForTokenUnlessItIsPreflight() {
        assertThat(status(false, request("OPTIONS", Kinds.class, "options")), is(401));
        assertThat(
                status(
                        false,
                        request("OPTIONS", Kinds.class, "options")
                                .header("Origin", "https://app.example")
                                .header("Access-Control-Request-Method", "GET")),
                is(200));
        assertThat(status(true, request("OPTIONS", Kinds.class, "bare")), is(401));
    }

    /** What a runtime shows of a resource whose implementation it hides. */
    @Path("hidden")
    public interface Hidden {

        /** Carries nothing. */
        @GET
        void bare();

        /** Says what it means. */
        @GET
        @Path("open")
        @Unprotected
        void open();

        /** Demands a scope that nobody has. */
        @GET
        @Path("closed")
        @Protected("write")
        void closed();
    }

    @Test
    void hiddenImplementation_isClosedUnlessInterfaceDeclares() {
        Class<?> proxy = Proxy.newProxyInstance(
                        Hidden.class.getClassLoader(), new Class<?>[] {Hidden.class}, (self, method, arguments) -> null)
                .getClass();
        for (Class<?> shown : new Class<?>[] {Hidden.class, proxy}) {
            for (boolean protectUnannotated : new boolean[] {false, true}) {
                assertThat(
                        status(protectUnannotated, request("GET", shown, "bare").bearer("any")), is(500));
                assertThat(status(protectUnannotated, request("GET", shown, "open")), is(200));
                assertThat(
                        status(
                                protectUnannotated,
                                request("GET", shown, "closed").bearer("any")),
                        is(403));
            }
        }
    }

    /** Without a declaration of its own. */
    public static final class Bare extends Application {}

    @Test
    void boundRequestWithoutDeclaration_isRefused() {
        for (Application application : new Application[] {null, new Bare()}) {
            FakeRequest request = request();
            filter(false).checkBound(request, info, application);
            assertThat(request.status(), is(500));
        }
    }

    @Test
    void requestThatAnotherProtectorDecidedOn_isRefused() {
        FakeRequest request = request();
        filter(true).filter(request);
        assertThat(request.status(), is(200));
        filter(true).filter(request);
        assertThat(request.status(), is(500));
    }

    @Test
    void failureOfTheRuntime_isRefused() {
        FakeRequest broken = new FakeRequest("GET", (UriInfo) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("the runtime is broken");
                }));
        filter(false).filter(broken);
        assertThat(broken.status(), is(500));
        FakeRequest again = new FakeRequest("GET", broken.getUriInfo());
        filter(false).checkBound(again, info, new Bare());
        assertThat(again.status(), is(500));
    }

    private static FakeRequest filtered(ProtectionFilter filter, FakeRequest request) {
        filter.filter(request);
        return request;
    }

    @Test
    void filter_isServingFromTheFirstRequestOn() {
        ProtectionFilter filter = filter(false);
        assertThat(filter.isServing(), is(false));
        filtered(filter, request("GET", Kinds.class, "bare"));
        assertThat(filter.isServing(), is(true));
        filter.redeployedIn(ApplicationRule.of(new Admins()));
        assertThat(filter.isServing(), is(false));
        assertThat(
                filtered(filter, request("GET", Kinds.class, "bare").bearer("any"))
                        .status(),
                is(403));
    }

    @Test
    void applicationThatIsDeployed_countsOnce() {
        ProtectionFilter filter = filter(false);
        filter.deployedIn(ApplicationRule.of(new Admins()));
        filter.deployedIn(ApplicationRule.of(new Bare()));
        assertThat(
                filtered(filter, request("GET", Kinds.class, "bare").bearer("any"))
                        .status(),
                is(403));
        assertThat(filter.application(), is(nullValue()));
    }

    @Test
    void applicationWithoutRule_isNotAskedAgain() {
        ProtectionFilter filter = filter(false);
        filter.deployedIn(ApplicationRule.of(new Bare()));
        FakeRequest request = request();
        filter.checkBound(request, info, new Admins());
        assertThat(request.status(), is(500));
    }

    @Test
    void requestThatARuntimeNamesNothingFor_isRefusedUnlessItIsForOptions() {
        for (String method : new String[] {"GET", "OPTIONS"}) {
            for (ResourceInfo incomplete : new ResourceInfo[] {
                named(null, null), named(Kinds.class, null), named(null, RuleProbe.method(Kinds.class, "bare"))
            }) {
                FakeRequest request = new FakeRequest(method, live(new FakeUriInfo("kinds"), incomplete));
                assertThat(filtered(filter(false), request).status(), is(method.equals("OPTIONS") ? 200 : 500));
            }
            FakeRequest uninjected = new FakeRequest(method, new FakeUriInfo("kinds"));
            assertThat(filtered(filter(false), uninjected).status(), is(500));
        }
    }

    @Test
    void methodOfTheRuntimeItself_isOpenForOptionsOnly() {
        ResourceInfo own = named(WadlResource.class, RuleProbe.method(WadlResource.class, "getWadl", UriInfo.class));
        assertThat(
                filtered(filter(true), new FakeRequest("OPTIONS", live(new FakeUriInfo("wadl"), own)))
                        .status(),
                is(200));
        assertThat(
                filtered(filter(true), new FakeRequest("GET", live(new FakeUriInfo("wadl"), own)))
                        .status(),
                is(401));
    }

    private static ResourceInfo named(@Nullable Class<?> resource, @Nullable Method method) {
        return new ResourceInfo() {
            @Override
            public @Nullable Method getResourceMethod() {
                return method;
            }

            @Override
            public @Nullable Class<?> getResourceClass() {
                return resource;
            }
        };
    }

    private static UriInfo live(UriInfo plain, ResourceInfo named) {
        return (UriInfo) Proxy.newProxyInstance(
                ProtectionFilterTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class, ResourceInfo.class},
                (proxy, called, arguments) ->
                        called.invoke(called.getDeclaringClass() == ResourceInfo.class ? named : plain, arguments));
    }

    /** Leads to what a runtime that tells nothing names no locator for. */
    @Path("locating")
    public static final class Locating {

        /** Leads on. */
        @Path("kinds")
        @Protected("write")
        public Kinds kinds() {
            return new Kinds();
        }
    }

    private static FakeRequest behind(Object[] matched, String method) {
        return new FakeRequest(
                "GET",
                live(
                        new FakeUriInfo("locating/kinds/" + method, matched),
                        named(Kinds.class, RuleProbe.method(Kinds.class, method))));
    }

    @Test
    void locatorsThatARuntimeDoesNotTell_mustAllHold() {
        Object[] both = {new Kinds(), new Locating()};
        assertThat(filtered(filter(false), behind(both, "bare").bearer("any")).status(), is(403));
        assertThat(
                filtered(filter(false), behind(both, "reading").bearer("any")).status(), is(403));
        Object[] first = {new Locating()};
        assertThat(filtered(filter(false), behind(first, "bare").bearer("any")).status(), is(403));
        Object[] own = {new Kinds()};
        assertThat(filtered(filter(false), behind(own, "bare")).status(), is(200));
        assertThat(filtered(filter(false), behind(new Object[0], "bare")).status(), is(200));
    }

    @Test
    void endpointBehindLocators_isReportedWhenItIsCalled() {
        AccessReport report = new AccessReport();
        ProtectionFilter filter = filter(false, token -> Verdict.accepted(ApiToken.of("alice", "read")), report);
        filtered(filter, behind(new Object[] {new Kinds()}, "reading"));
        assertThat(report.size(), is(0));
        filtered(filter, behind(new Object[] {new Kinds(), new Locating()}, "broken"));
        assertThat(report.size(), is(0));
        filtered(filter, behind(new Object[] {new Kinds(), new Locating()}, "reading"));
        assertThat(report.size(), is(1));
        filtered(filter, request("GET", Hidden.class, "open"));
        assertThat(report.size(), is(2));
    }

    @Test
    void subResourceThatIsBoundByLocatorOnly_isRefused() {
        ProtectionFilter filter = filter(false);
        FakeRequest request =
                behind(new Object[] {new Kinds(), new Locating()}, "bare").bearer("any");
        filter.checkBound(request, null, null);
        assertThat(request.status(), is(403));
        ProtectionFilter generous = filter(false, token -> Verdict.accepted(ApiToken.of("alice", "write")));
        FakeRequest permitted =
                behind(new Object[] {new Kinds(), new Locating()}, "bare").bearer("any");
        generous.filter(permitted);
        assertThat(permitted.status(), is(200));
        generous.checkBound(permitted, null, null);
        assertThat(permitted.status(), is(500));
    }

    @Test
    void requestThatResteasyNamesNothingFor_isRefusedForOptionsToo() {
        EngineClasses resteasy = EngineClasses.of("""
                package org.jboss.resteasy.core.interception.jaxrs;
                public class Told extends org.resourceprotector.enforcement.FakeRequest {
                    public Told(jakarta.ws.rs.core.UriInfo uri) { super("OPTIONS", uri); }
                }
                """);
        FakeRequest forgotten = (FakeRequest) resteasy.make(
                "org.jboss.resteasy.core.interception.jaxrs.Told", live(new FakeUriInfo("kinds"), named(null, null)));
        assertThat(filtered(filter(false), forgotten).status(), is(500));
    }

    /** As RESTEasy of a version that has other methods shows it. */
    private static UriInfo uriOfAnotherResteasy(Object... matched) {
        UriInfo plain = new FakeUriInfo("locating/kinds", matched);
        EngineClasses resteasy = EngineClasses.of("package org.jboss.resteasy.specimpl;"
                + " interface ResteasyUriInfo extends jakarta.ws.rs.core.UriInfo,"
                + " jakarta.ws.rs.container.ResourceInfo {}");
        ResourceInfo bare = named(Kinds.class, RuleProbe.method(Kinds.class, "bare"));
        return (UriInfo) resteasy.proxy(
                "org.jboss.resteasy.specimpl.ResteasyUriInfo",
                (proxy, called, arguments) ->
                        called.invoke(called.getDeclaringClass() == ResourceInfo.class ? bare : plain, arguments));
    }

    @Test
    void filterOfTwoRuntimes_asksEachAsItIs() {
        ProtectionFilter filter = filter(false);
        FakeRequest told = filtered(filter, request("GET", Kinds.class, "bare"));
        assertThat(told.status(), is(200));
        UriInfo uri = uriOfAnotherResteasy(new Kinds(), new Locating());
        assertThat(filtered(filter, new FakeRequest("GET", uri)).status(), is(500));
        UriInfo root = uriOfAnotherResteasy(new Kinds());
        assertThat(filtered(filter, new FakeRequest("GET", root)).status(), is(200));
        assertThat(filtered(filter, request("GET", Kinds.class, "bare")).status(), is(200));
    }

    @Test
    void filterThatWasInjected_needsNoUriThatTells() {
        FakeRequest request = new FakeRequest("GET", "plain", new Plain()).bearer("any");
        filter(false).checkBound(request, info, new Admins());
        assertThat(request.status(), is(403));
    }

    /** Shown by an interface that declares nothing. */
    public interface Shown {

        /** Answers. */
        @GET
        void shown();
    }

    /** What is called. */
    @Path("shown")
    @Protected("read")
    public static final class Implemented implements Shown {

        @Override
        public void shown() {}
    }

    @Test
    void classThatIsCalled_explainsTheBindingOfWhatIsShown() {
        ProtectionFilter filter = filter(false);
        FakeRequest request = new FakeRequest(
                        "GET",
                        live(
                                new FakeUriInfo("shown", new Implemented()),
                                named(Shown.class, RuleProbe.method(Shown.class, "shown"))))
                .bearer("any");
        filter.filter(request);
        assertThat(request.status(), is(200));
        filter.checkBound(request, null, null);
        assertThat(request.status(), is(200));
    }

    @Test
    void requestInsideOfAnother_isNotUnderItsRule() {
        ProtectionFilter filter = filter(false);
        FakeRequest outer =
                filtered(filter, request("GET", Kinds.class, "reading").bearer("any"));
        FakeRequest inner = request("GET", Kinds.class, "bare");
        outer.getPropertyNames().forEach(name -> inner.setProperty(name, outer.getProperty(name)));
        assertThat(filtered(filter, inner).status(), is(200));
        assertThat(Enforcer.end(inner), is(nullValue()));
    }

    @Test
    void whatIsRefusedWithoutCallersFault_isInTheLog() {
        try (LogLines log = new LogLines()) {
            filtered(filter(false), request("GET", Kinds.class, "broken"));
            filtered(filter(false), new FakeRequest("GET", new FakeUriInfo("kinds")));
            assertThat(
                    log.lines(),
                    contains(
                            containsString("refused with a 500, because the declaration is broken: "),
                            containsString("refused with a 500, because the protection of an endpoint failed")));
        }
    }

    @Test
    void listeners_hearOfWhatIsRefusedWithoutCallersFault() {
        RecordingListener heard = new RecordingListener();
        Enforcer enforcer = new Enforcer(
                new Authenticator(token -> Verdict.notMine(), 100, false, RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(1)),
                heard.alone());
        ProtectionFilter filter = new ProtectionFilter(
                enforcer,
                new EndpointRules(false),
                new AccessReport(),
                ApplicationRule.of(null),
                Connections.UNKNOWN,
                new Conditions(Injection.CONSTRUCTOR::instance));
        filtered(filter, request("GET", Kinds.class, "broken"));
        filtered(filter, new FakeRequest("GET", new FakeUriInfo("kinds")));
        assertThat(heard.events(), contains("refused FAILED at /kinds/broken", "refused FAILED at "));
    }
}
