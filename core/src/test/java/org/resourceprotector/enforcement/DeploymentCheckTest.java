package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.LogLines;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.Unprotected;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.RuleProbe;
import org.resourceprotector.runtime.EngineClasses;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.IntrospectionStatus.Circuit;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** What a runtime that names resource methods one by one is told of each, at deployment. */
class DeploymentCheckTest {

    private static final FeatureContext UNKNOWN = (FeatureContext) Proxy.newProxyInstance(
            DeploymentCheckTest.class.getClassLoader(),
            new Class<?>[] {FeatureContext.class},
            (proxy, method, arguments) -> null);

    private static FeatureContext context(String inPackage) {
        return EngineClasses.proxy(inPackage, FeatureContext.class, (proxy, method, arguments) -> null);
    }

    private final AccessReport report = AccessReport.silent();

    private DeploymentCheck check(
            @Nullable Enforcer enforcer, Supplier<@Nullable Application> later, boolean readsModel, boolean isServing) {
        return new DeploymentCheck(
                enforcer,
                new EndpointRules(false, false),
                report,
                ApplicationRule.of(null),
                later,
                readsModel,
                () -> isServing);
    }

    private DeploymentCheck check() {
        return check(null, () -> null, false, false);
    }

    private static ResourceInfo info(@Nullable Class<?> resource, @Nullable Method method) {
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

    private static ResourceInfo info(Class<?> resource, String method) {
        return info(resource, RuleProbe.method(resource, method));
    }

    private List<String> rows() {
        return report.rows().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access())
                .toList();
    }

    @Path("root")
    static class Root {

        @GET
        public String get() {
            return "";
        }

        @GET
        @Path("closed")
        @Protected
        public String closed() {
            return "";
        }

        @GET
        @Path("broken")
        @Protected("a\"b")
        public String broken() {
            return "";
        }

        @GET
        @Path("proved")
        @Protected(senderConstrained = true)
        public String proved() {
            return "";
        }

        @OPTIONS
        public String options() {
            return "";
        }
    }

    @Test
    void endpointOfRoot_isReported_andRefusedIfItsRuleIsNone() {
        DeploymentCheck check = check();
        check.configure(info(Root.class, "closed"), UNKNOWN);
        check.configure(info(Root.class, "get"), UNKNOWN);
        check.configure(info(Root.class, "options"), UNKNOWN);
        assertThat(rows(), is(List.of("GET /root/closed PROTECTED", "GET /root OPEN", "OPTIONS /root OPEN")));
        for (String method : List.of("broken", "proved")) {
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> check.configure(info(Root.class, method), UNKNOWN));
            assertThat(refused.getMessage(), startsWith("DeploymentCheckTest.Root#" + method));
        }
    }

    @Test
    void requestThatIsServed_isLeftToTheFilter() {
        check(null, () -> null, false, true).configure(info(Root.class, "broken"), UNKNOWN);
        check().configure(info(null, RuleProbe.method(Root.class, "get")), UNKNOWN);
        check().configure(info(Root.class, (Method) null), UNKNOWN);
        assertThat(rows(), is(List.of()));
    }

    @Protected
    private static final class Closed extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Root.class);
        }
    }

    @Protected(senderConstrained = true)
    private static final class Unprovable extends Application {}

    @Test
    void applicationThatIsToldLater_countsForWhatComesThen() {
        check(null, Closed::new, false, false).configure(info(Root.class, "get"), UNKNOWN);
        assertThat(rows(), is(List.of("GET /root PROTECTED")));
        DeploymentCheck unprovable = check(null, Unprovable::new, false, false);
        assertThrows(IllegalStateException.class, () -> unprovable.configure(info(Root.class, "get"), UNKNOWN));
    }

    @Test
    void applicationThatIsDeployed_countsInsteadOfWhatWasTold() {
        DeploymentCheck check = check();
        assertThat(check.deployedIn(new Closed()).declaration() == null, is(false));
        check.configure(info(Root.class, "get"), UNKNOWN);
        assertThat(rows(), is(List.of("GET /root PROTECTED")));
        assertThat(check.redeployedIn(new ResourceConfigOfTheRuntime()).declaration() == null, is(true));
    }

    private static final class ResourceConfigOfTheRuntime extends ResourceConfig {}

    interface Declared {

        @GET
        @Protected
        String get();
    }

    interface Undeclared {

        @GET
        String get();
    }

    @Test
    void subResourceThatIsHidden_isRefusedOnCxf() {
        FeatureContext cxf = context("org.apache.cxf.jaxrs");
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> check().configure(info(Undeclared.class, "get"), cxf));
        assertThat(refused.getMessage(), containsString("hides its implementation"));
        check().configure(info(Declared.class, "get"), cxf);
        check().configure(info(Below.class, "get"), cxf);
        check().configure(info(Undeclared.class, "get"), UNKNOWN);
        assertThat(rows(), is(List.of()));
    }

    static class Below {

        @GET
        public String get() {
            return "";
        }

        public String program() {
            return "";
        }

        public String another() {
            return "";
        }
    }

    static class Plain {}

    @Path("forgotten")
    public static class Forgotten {

        @Path("plain")
        @Protected
        public Plain plain() {
            return new Plain();
        }

        @Path("purge/{id}")
        @Protected
        public InputStream purge() {
            return InputStream.nullInputStream();
        }

        @Path("open")
        @Unprotected
        public String open() {
            return "";
        }

        @Path("undeclared")
        public String undeclared() {
            return "";
        }

        @Path("hidden")
        @Protected
        String hidden() {
            return "";
        }
    }

    @Path("forgotten")
    public static class Refused {

        @Path("all")
        @Protected
        public void deleteAll() {}
    }

    @Path("forgotten")
    @Protected
    public static class RefusedLater {

        @Path("all")
        public CompletionStage<Void> deleteAll() {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Its locator says by a type argument what it returns. */
    public static class Shelf<T> {

        @Path("content")
        @Protected
        public @Nullable T content() {
            return null;
        }
    }

    @Path("forgotten")
    public static class Texts extends Shelf<String> {}

    @Path("shelf")
    public static class Resources extends Shelf<Below> {}

    /** What resources implement. */
    public interface Crud<T> {

        T find(String id);
    }

    /** Every kind of locator that says nothing of what it leads to. */
    @Path("good")
    @Protected
    public static class Untold {

        @Path("object")
        public Object object() {
            return new Below();
        }

        @Path("class")
        public Class<Below> named() {
            return Below.class;
        }

        @Path("any")
        public Class<?> any() {
            return Below.class;
        }

        @Path("interface")
        public @Nullable Crud<String> crud() {
            return null;
        }

        @Path("variable")
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T> @Nullable T variable() {
            return null;
        }

        @Path("later")
        public CompletionStage<Below> later() {
            return CompletableFuture.completedFuture(new Below());
        }

        @Path("perhaps")
        public Optional<Below> perhaps() {
            return Optional.empty();
        }
    }

    @Path("forgotten")
    public static class BehindClosedLocator {

        @Path("below")
        @Protected
        public Further further() {
            return new Further();
        }

        /** Declares nothing itself. */
        public static class Further {

            @GET
            public String get() {
                return "";
            }

            @Path("text")
            public String text() {
                return "";
            }
        }
    }

    private static String refusal(DeploymentCheck check, Class<?> root) {
        return String.valueOf(assertThrows(IllegalStateException.class, () -> check.checkLocators(List.of(root)))
                .getMessage());
    }

    @Test
    void methodWithoutItsHttpMethod_isRefusedWhereItIsProtected() {
        assertThat(
                refusal(check(), Refused.class),
                is("DeploymentCheckTest.Refused#deleteAll has @Path and no HTTP method, so that it is a sub-resource"
                        + " locator, which runtimes call before any token is asked for; but what it returns, void, is no"
                        + " resource; write @GET on it, or whichever HTTP method is meant"));
        assertThat(
                refusal(check(), RefusedLater.class),
                containsString("but what it returns, CompletionStage<Void>, is no resource"));
        assertThat(
                refusal(check(), BehindClosedLocator.class),
                containsString("BehindClosedLocator.Further#text has @Path and no HTTP method"));
        DeploymentCheck ofClosed = check();
        ofClosed.deployedIn(new Closed());
        assertThat(
                refusal(ofClosed, Forgotten.class),
                containsString("Forgotten#undeclared has @Path and no HTTP method"));
    }

    /** Not public, so that Jersey serves none of it where a public class extends it. */
    abstract static class NotPublic {

        @GET
        public String all() {
            return "";
        }
    }

    @Path("forgotten")
    @Protected
    public static class OnlyFromNotPublic extends NotPublic {

        @Path("{id}/cancel")
        public void cancel() {}
    }

    @Test
    void rootThatJerseyIsNotAskedAbout_isLookedAt() {
        assertThat(
                refusal(check(), OnlyFromNotPublic.class),
                containsString("OnlyFromNotPublic#cancel has @Path and no HTTP method"));
    }

    @Test
    void methodThatOnlySeemsToLackItsHttpMethod_isWarnedOf() {
        try (LogLines log = new LogLines()) {
            check().checkLocators(List.of(Forgotten.class));
            assertThat(log.lines().size(), is(2));
            assertThat(
                    log.lines().toString(),
                    containsString(
                            "but what it returns, Plain, is no resource; write @GET on it, or whichever HTTP method"
                                    + " is meant; if it never returns, or returns a class that extends this one, let it return"
                                    + " Object or an interface of the application, or write @Produces on this class"));
            for (String told : List.of("plain", "purge")) {
                assertThat(
                        log.lines().toString(),
                        containsString("DeploymentCheckTest.Forgotten#" + told + " has @Path and no HTTP method"));
            }
        }
    }

    /** Has no parts. */
    @Path("none")
    public static class WithoutParts extends Shelf<Void> {}

    @Test
    void typeArgumentThatIsNoResource_isWarnedOf() {
        try (LogLines log = new LogLines()) {
            check().checkLocators(List.of(WithoutParts.class));
            check().checkLocators(List.of(Texts.class));
            assertThat(log.lines().size(), is(2));
            assertThat(log.lines().get(0), containsString("but what it returns, Void, is no resource"));
            assertThat(log.lines().get(1), containsString("but what it returns, String, is no resource"));
        }
    }

    @Test
    void locatorThatMayLeadToAResource_isNeitherRefusedNorWarnedOf() {
        try (LogLines log = new LogLines()) {
            check().checkLocators(List.of(Untold.class, Resources.class));
            assertThat(log.lines(), is(List.of()));
        }
    }

    @Test
    void endpointBehindLocatorOfATypeVariable_isReported() {
        check().reportAll(List.of(Resources.class));
        assertThat(rows(), is(List.of("GET /shelf/content PROTECTED")));
    }

    /** Not public, so that the compiler writes its methods into public classes again. */
    abstract static class Common {

        @GET
        public String all() {
            return "";
        }

        @Path("further")
        @Protected("further")
        public Below further() {
            return new Below();
        }
    }

    public static class Inheriting extends Common {}

    @Path("public")
    public static class OfPublicClass {

        @Path("inheriting")
        public Inheriting inheriting() {
            return new Inheriting();
        }
    }

    @Test
    void endpointThatAPublicClassInheritsFromAHiddenOne_isReported() {
        check().reportAll(List.of(OfPublicClass.class));
        assertThat(rows(), is(List.of("GET /public/inheriting OPEN", "GET /public/inheriting/further PROTECTED")));
    }

    private List<String> lines(DeploymentCheck check, FeatureContext context, Class<?> resource, String... methods) {
        try (LogLines log = new LogLines()) {
            for (String method : methods) {
                check.configure(info(resource, method), context);
            }
            return log.lines().stream()
                    .map(line -> line.replaceFirst("(?s).*?\n", ""))
                    .map(String::strip)
                    .toList();
        }
    }

    @Test
    void resourceMethodOfProgram_isWarnedOfOnceWhereThereIsNoModel() {
        assertThat(lines(check(), UNKNOWN, Below.class, "get"), is(List.of()));
        List<String> lines = lines(check(), UNKNOWN, Below.class, "get", "program", "another", "program");
        assertThat(lines.size(), is(1));
        assertThat(lines.get(0), containsString("#program is a resource method by a program and not by annotations"));
        assertThat(lines(check(null, () -> null, true, false), UNKNOWN, Below.class, "program"), is(List.of()));
    }

    @Path("warned")
    @RolesAllowed("admin")
    static class Warned {

        @GET
        public String get() {
            return "";
        }

        @Protected
        public String idle() {
            return "";
        }

        @Path("below")
        @Protected
        public Below below() {
            return new Below();
        }
    }

    @Test
    void annotationThatHasNoEffect_isWarnedOfOnce() {
        List<String> lines = lines(check(), UNKNOWN, Warned.class, "get", "get");
        assertThat(lines.size(), is(2));
        assertThat(
                lines.get(0), containsString("Warned#idle is protected by annotation, but is not a resource method"));
        assertThat(lines.get(1), containsString("Warned has @RolesAllowed, which is no rule of this library"));
        assertThat(rows(), is(List.of("GET /warned OPEN", "GET /warned/below PROTECTED")));
    }

    @Path("overloaded")
    static class Overloaded {

        @GET
        public String list(@QueryParam("page") int page) {
            return list();
        }

        @Protected
        public String list() {
            return "";
        }
    }

    /** Extensions of Quarkus generate resources that have other methods than the interface with the rules. */
    @Test
    void ruleOfAnotherMethodOfTheName_isRefusedOnQuarkus() {
        EngineClasses quarkus = EngineClasses.of(
                "package org.jboss.resteasy.reactive.server; interface Told extends jakarta.ws.rs.core.FeatureContext {}");
        FeatureContext context = (FeatureContext)
                quarkus.proxy("org.jboss.resteasy.reactive.server.Told", (proxy, method, arguments) -> null);
        ResourceInfo overloaded = info(Overloaded.class, RuleProbe.method(Overloaded.class, "list", int.class));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> check().configure(overloaded, context));
        assertThat(refused.getMessage(), containsString("Overloaded#list is protected by annotation, but is not a"));
        assertThat(refused.getMessage(), containsString("write it on the resource method"));
        check().configure(overloaded, UNKNOWN);
        assertThat(lines(check(), context, Warned.class, "get").size(), is(2));
    }

    @Path("overloaded")
    static class OverloadedAndClosed {

        @GET
        @Protected
        public String list(@QueryParam("page") int page) {
            return list();
        }

        @Protected
        public String list() {
            return "";
        }
    }

    @Test
    void ruleOfAnotherMethodOfTheName_isWarnedOfOnQuarkusWhereTheEndpointIsClosed() {
        FeatureContext quarkus = context("org.jboss.resteasy.reactive.server");
        try (LogLines log = new LogLines()) {
            check().configure(
                            info(
                                    OverloadedAndClosed.class,
                                    RuleProbe.method(OverloadedAndClosed.class, "list", int.class)),
                            quarkus);
            assertThat(log.lines().size(), is(1));
        }
    }

    interface BrokenBehind {

        @GET
        @Protected("a\"b")
        String get();
    }

    @Path("behind")
    static class ToBroken {

        @Path("interface")
        public @Nullable BrokenBehind behind() {
            return null;
        }
    }

    @Path("behind")
    static class ToUnprovable {

        @Path("below")
        @Protected(senderConstrained = true)
        public Below below() {
            return new Below();
        }
    }

    @Test
    void brokenRuleBehindALocator_isRefusedBeforeAnybodyCallsIt() {
        assertThat(refusal(check(), ToBroken.class), containsString("BrokenBehind#get"));
        assertThat(refusal(check(), ToUnprovable.class), containsString("ToUnprovable#below"));
        DeploymentCheck told = check(null, () -> new ResourceConfig(ToUnprovable.class).getApplication(), false, false);
        assertThrows(IllegalStateException.class, () -> told.configure(info(Root.class, "get"), UNKNOWN));
    }

    /** Knows no token, and says whether it may wait. */
    private record Patient(boolean mayWait, List<Status> status) implements TokenValidator {

        @Override
        public Verdict validate(PresentedToken token) {
            return Verdict.notMine();
        }
    }

    private static final TokenValidator QUICK = new Patient(false, List.of(new TokenCacheStatus("jwt", 0, 1, 0, 0)));

    private static Enforcer enforcer(Status... status) {
        return enforcer(new Patient(true, List.of(status)));
    }

    private static Enforcer enforcer(TokenValidator validator) {
        return new Enforcer(
                new Authenticator(validator, 100, false, RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(1)),
                new RecordingListener().alone());
    }

    private static final IntrospectionStatus ASKING =
            new IntrospectionStatus("https://as.example", Circuit.CLOSED, 0, 1, 0, 1);

    /** A resource method that runs, or does not, on an event loop of a Quarkus that does not let us have workers. */
    private static ResourceInfo onEventLoop(boolean isNonBlocking, Class<?> resource, String method) {
        EngineClasses quarkus = EngineClasses.of("""
            package org.jboss.resteasy.reactive.server.spi;
            public class ResteasyReactiveResourceInfo implements jakarta.ws.rs.container.ResourceInfo {
                public final boolean isNonBlocking;
                private final Class<?> resource;
                private final java.lang.reflect.Method method;
                public ResteasyReactiveResourceInfo(boolean n, Class<?> resource, java.lang.reflect.Method method) {
                    this.isNonBlocking = n;
                    this.resource = resource;
                    this.method = method;
                }
                public Class<?> getResourceClass() { return resource; }
                public java.lang.reflect.Method getResourceMethod() { return method; }
            }
            """);
        return (ResourceInfo) quarkus.make(
                "org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo",
                isNonBlocking,
                resource,
                RuleProbe.method(resource, method));
    }

    private List<String> waiting(Enforcer enforcer, FeatureContext context, ResourceInfo... infos) {
        DeploymentCheck check = check(enforcer, () -> null, false, false);
        try (LogLines log = new LogLines()) {
            for (ResourceInfo info : infos) {
                check.configure(info, context);
            }
            return List.copyOf(log.lines());
        }
    }

    @Test
    void methodOnEventLoop_isWarnedOfIfItsTokenMayTakeLong() {
        ResourceInfo closed = onEventLoop(true, Root.class, "closed");
        List<String> asking = waiting(enforcer(ASKING), UNKNOWN, closed, closed);
        assertThat(asking.size(), is(1));
        assertThat(asking.get(0), containsString("Root#closed runs on an event loop"));
        assertThat(asking.get(0), containsString("while the authorization server is asked about a token"));
        String lookup = "if a token or its issuer is looked up where that waits";
        assertThat(waiting(enforcer(), UNKNOWN, closed).get(0), containsString(lookup));
        TokenValidator behind = TokenValidator.chain(QUICK, TokenValidator.lookup(token -> Optional.empty()));
        assertThat(waiting(enforcer(behind), UNKNOWN, closed).get(0), containsString(lookup));
        assertThat(waiting(enforcer(QUICK), UNKNOWN, closed), is(List.of()));
        assertThat(waiting(enforcer(ASKING), UNKNOWN, onEventLoop(true, Root.class, "get")), is(List.of()));
        assertThat(waiting(enforcer(ASKING), UNKNOWN, onEventLoop(false, Root.class, "closed")), is(List.of()));
        assertThat(waiting(enforcer(ASKING), UNKNOWN, info(Root.class, "closed")), is(List.of()));
    }

    @Test
    void serverForVertx_isWarnedOfOnce() {
        EngineClasses vertx = EngineClasses.of(
                "package org.jboss.resteasy.plugins.server.vertx; public class VertxRequestHandler {}",
                "package org.jboss.resteasy.core; interface Told extends jakarta.ws.rs.core.FeatureContext {}");
        FeatureContext context =
                (FeatureContext) vertx.proxy("org.jboss.resteasy.core.Told", (proxy, method, arguments) -> null);
        List<String> lines = waiting(
                enforcer(ASKING),
                context,
                info(Root.class, "get"),
                info(Root.class, "closed"),
                info(Root.class, "closed"));
        assertThat(lines.size(), is(1));
        assertThat(lines.get(0), containsString("RESTEasy's server for Vert.x is there"));
        assertThat(waiting(enforcer(ASKING), context, info(Root.class, "get")), is(List.of()));
    }

    private static final Conditions WITHOUT_BEANS = new Conditions(type -> {
        throw new IllegalStateException("no bean of " + type.getName());
    });

    /** Can be made by a container only. */
    public static final class Owner implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    @Protected(conditions = Owner.class)
    private static final class Conditional extends Application {}

    @Path("behind")
    public static class ConditionalLocator {

        @Path("sub")
        @Protected(conditions = Owner.class)
        public @Nullable Undeclared sub() {
            return null;
        }
    }

    @Test
    void conditionThatCannotBeMade_isRefused_onAnApplicationAndOnALocator() {
        DeploymentCheck application = check(null, Conditional::new, false, false);
        application.requireOf(WITHOUT_BEANS);
        assertThrows(IllegalStateException.class, () -> application.configure(info(Root.class, "get"), UNKNOWN));

        DeploymentCheck locator = check();
        locator.checkLocators(List.of(ConditionalLocator.class));
        DeploymentCheck later = check();
        later.requireOf(WITHOUT_BEANS);
        assertThrows(IllegalStateException.class, () -> later.checkLocators(List.of(ConditionalLocator.class)));
    }

    /** Has a rule that is none. */
    interface BrokenRule {

        @GET
        @Protected("a\"b")
        String get();
    }

    @Path("behind")
    public static class LeadsToBroken {

        @Path("sub")
        public @Nullable BrokenRule sub() {
            return null;
        }
    }

    @Test
    void ruleOfAnInterfaceBehindALocator_isRefusedIfItIsNone() {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> check().checkLocators(List.of(LeadsToBroken.class)));
        assertThat(refused.getMessage(), startsWith("DeploymentCheckTest.BrokenRule#get"));
    }

    private static MatchedMethod handler(Class<?> type, String method) {
        return new MatchedMethod(type, RuleProbe.method(type, method));
    }

    @Test
    void methodOfAModel_isReportedIfNoAnnotationsDescribeIt() {
        DeploymentCheck check = check(null, () -> null, true, false);
        check.checkModelled("GET", "described", handler(Root.class, "get"), List.of(), List.of());
        assertThat(rows(), is(List.of()));
        check.checkModelled("GET", "below-another", handler(Root.class, "get"), List.of(), List.of(Below.class));
        check.checkModelled("GET", "without-path", handler(Below.class, "get"), List.of(), List.of());
        check.checkModelled("GET", "without-method", handler(Forgotten.class, "undeclared"), List.of(), List.of());
        assertThat(
                rows(), is(List.of("GET /below-another OPEN", "GET /without-path OPEN", "GET /without-method OPEN")));
    }

    @Test
    void methodOfAModel_isUnderTheRuleOfTheApplication() {
        check(null, Closed::new, true, false)
                .checkModelled("GET", "modelled", handler(Below.class, "get"), List.of(), List.of());
        assertThat(rows(), is(List.of("GET /modelled PROTECTED")));
    }

    @Path("told")
    interface ToldRoot {

        @GET
        String undeclared();

        @GET
        @Path("closed")
        @Protected
        String closed();
    }

    @Test
    void interfaceThatHidesItsImplementation_isReportedAsFarAsItTells() {
        check().configure(info(ToldRoot.class, "undeclared"), UNKNOWN);
        check().configure(info(ToldRoot.class, "closed"), UNKNOWN);
        assertThat(rows(), is(List.of("GET /told/closed PROTECTED")));
    }

    @Test
    void optionsThatARuntimeAnswersItself_areNotReported() {
        Class<?> own = EngineClasses.of("package org.glassfish.jersey.server.added; import jakarta.ws.rs.*;"
                        + " @Path(\"own\") public class Own { @GET public String get() { return null; }"
                        + " @OPTIONS public String options() { return null; } }")
                .get("org.glassfish.jersey.server.added.Own");
        check().configure(info(own, "get"), UNKNOWN);
        check().configure(info(own, "options"), UNKNOWN);
        assertThat(rows(), is(List.of("GET /own OPEN")));
    }

    /** A deployment with something installed in it. */
    private static FeatureContext with(String inPackage, @Nullable Object installed) {
        Configuration configuration = (Configuration) Proxy.newProxyInstance(
                DeploymentCheckTest.class.getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> installed);
        return EngineClasses.proxy(inPackage, FeatureContext.class, (proxy, method, arguments) -> configuration);
    }

    @Test
    void whereARuntimeAsksNoFeatureOfAnother_theOneThatIsAskedChecks() {
        ResourceInfo closed = info(Root.class, "closed");
        Deployment.checkInPlaceOfRuntime(closed, with("org.glassfish.jersey.server", check()));
        Deployment.checkInPlaceOfRuntime(closed, with("org.jboss.resteasy.reactive.server.core", null));
        assertThat(rows(), is(List.of()));
        Deployment.checkInPlaceOfRuntime(closed, with("org.jboss.resteasy.reactive.server.core", check()));
        assertThat(rows(), is(List.of("GET /root/closed PROTECTED")));
    }
}
