package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.core.Application;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.runtime.EngineClasses;

/** The rule on an application, and which applications may be served as one. */
class ApplicationRuleTest {

    /** Without a rule. */
    public static class Open extends Application {}

    /** With one. */
    @Protected("profile")
    public static class Profile extends Application {}

    /** With the same. */
    @Protected("profile")
    public static class SameProfile extends Application {}

    /** With another one. */
    @Protected("email")
    public static class Email extends Application {}

    private static final Declaration PROFILE = declared(Profile.class);

    private static Declaration declared(Class<?> type) {
        return Objects.requireNonNull(EndpointRules.onClass(type));
    }

    private static Set<Class<?>> served(Class<?>... types) {
        return new LinkedHashSet<>(Arrays.asList(types));
    }

    @Test
    void applicationThatWasNotInjected_isUnknown() {
        assertThat(ApplicationRule.of(null), is(new ApplicationRule(false, null)));
        assertThat(ApplicationRule.of(new Open()), is(new ApplicationRule(true, null)));
        assertThat(ApplicationRule.of(new Profile()), is(new ApplicationRule(true, PROFILE)));
    }

    @Test
    void applicationWithoutARule_isAskedAgain() {
        assertThat(ApplicationRule.of(new Open()).orUnknown(), is(new ApplicationRule(false, null)));
        assertThat(ApplicationRule.of(new Profile()).orUnknown(), is(new ApplicationRule(true, PROFILE)));
    }

    private static void fits(ApplicationRule own, @Nullable Declaration byDefault, Class<?>... types) {
        assertThat(own.problem(served(types), byDefault), is(nullValue()));
    }

    private static void doesNotFit(
            Class<?> which, ApplicationRule own, @Nullable Declaration byDefault, Class<?>... types) {
        assertThat(
                String.valueOf(own.problem(served(types), byDefault)),
                startsWith(which.getName() + ": RESTEasy serves the resources of several applications as one here"));
    }

    @Test
    void applicationsUnderOneRule_mayBeServedAsOne() {
        ApplicationRule open = new ApplicationRule(true, null);
        ApplicationRule profile = new ApplicationRule(true, PROFILE);

        fits(open, null);
        fits(open, null, Open.class);
        fits(profile, null, Profile.class, SameProfile.class);
        fits(profile, null, Profile.class, Open.class);
        doesNotFit(Profile.class, open, null, Open.class, Profile.class);
        doesNotFit(Email.class, profile, null, Profile.class, Email.class);
    }

    @Test
    void whereEverythingIsProtectedByDefault_thatIsTheRuleOfAnApplicationWithoutOne() {
        ApplicationRule undeclared = new ApplicationRule(true, null);

        fits(undeclared, PROFILE, Open.class, Profile.class);
        doesNotFit(Email.class, undeclared, PROFILE, Open.class, Email.class);
        doesNotFit(Open.class, new ApplicationRule(true, declared(Email.class)), PROFILE, Email.class, Open.class);
    }

    @Test
    void whereTheOwnRuleIsUnknown_thatOfTheFirstHolds() {
        ApplicationRule unknown = new ApplicationRule(false, null);

        fits(unknown, null);
        fits(unknown, null, Profile.class, SameProfile.class);
        fits(unknown, null, Profile.class, Open.class);
        doesNotFit(Profile.class, unknown, null, Open.class, Profile.class);
    }

    /** What RESTEasy names an application for each request by. */
    static EngineClasses resteasy() {
        return EngineClasses.of("""
                package org.jboss.resteasy.core;
                public class ResteasyContext {
                    public static Object data;
                    public static Object getContextData(Class<?> type) { return type.isInstance(data) ? data : null; }
                }
                """, """
                package org.jboss.resteasy.spi;
                public interface Dispatcher {
                    java.util.Map<Class<?>, Object> getDefaultContextObjects();
                    Object getProviderFactory();
                }
                """, """
                package org.jboss.resteasy.spi;
                public interface ResteasyProviderFactory { java.util.Set<Object> getServerDynamicFeatures(); }
                """, """
                package org.jboss.resteasy.core;
                public class Told extends org.resourceprotector.enforcement.FakeRequest {
                    public Told() { super("GET", "any"); }
                }
                """);
    }

    static void name(EngineClasses resteasy, Application application) throws ReflectiveOperationException {
        Object dispatcher = resteasy.proxy(
                "org.jboss.resteasy.spi.Dispatcher",
                (proxy, method, none) -> method.getName().equals("getDefaultContextObjects")
                        ? Map.of(Application.class, application)
                        : null);
        resteasy.get("org.jboss.resteasy.core.ResteasyContext").getField("data").set(null, dispatcher);
    }

    @Test
    void applicationThatRequestsAreServedBy_isLookedAtUntilItFits() throws Exception {
        EngineClasses resteasy = resteasy();
        Class<?> runtime = resteasy.get("org.jboss.resteasy.core.Told");
        ApplicationRule.OfAll applications = new ApplicationRule.OfAll();
        name(resteasy, new Email());
        for (int request = 1; request <= 2; request++) {
            assertThat(
                    String.valueOf(applications.problem(runtime, PROFILE, null)),
                    startsWith(Email.class.getName() + ": RESTEasy serves"));
        }

        name(resteasy, new SameProfile());
        assertThat(applications.problem(runtime, PROFILE, null), is(nullValue()));
        assertThat("looked at once", applications.problem(runtime, declared(Email.class), null), is(nullValue()));
        assertThat(new ApplicationRule.OfAll().problem(String.class, PROFILE, null), is(nullValue()));
    }
}
