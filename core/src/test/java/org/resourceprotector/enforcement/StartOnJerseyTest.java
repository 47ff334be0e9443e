package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/** What fails the start of an application on Jersey, and what is said of it. */
class StartOnJerseyTest {

    private static ResourceProtector protector() {
        return ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty()));
    }

    private static String failure(Application application) {
        Throwable failure = assertThrows(Throwable.class, () -> new InProcess(application));
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }

    /** As it should be. */
    @Path("closed")
    public static class Closed {

        @GET
        @Protected("read")
        public String get() {
            return "closed";
        }
    }

    /** Without any declaration. */
    @Path("bare")
    public static class Bare {

        @GET
        public String get() {
            return "bare";
        }
    }

    /** A scope that is none. */
    @Path("broken")
    public static class Broken {

        @GET
        @Protected("a\"b")
        public void get() {}
    }

    /** Demands a proof. */
    @Path("proved")
    public static class Proved {

        @GET
        @Protected(senderConstrained = true)
        public void get() {}
    }

    /** Cannot be made. */
    public static final class NeedsMore implements AccessCondition {

        /** Needs what nobody has. */
        public NeedsMore(String more) {}

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    /** Asks a condition that cannot be made. */
    @Path("conditional")
    public static class Conditional {

        @GET
        @Protected(conditions = NeedsMore.class)
        public void get() {}
    }

    @Test
    void declarationThatIsNoRule_failsTheStart() {
        ResourceProtector protector = protector();
        assertThat(
                failure(new ResourceConfig(Broken.class).register(protector)),
                containsString("StartOnJerseyTest.Broken#get"));
        assertThat(
                failure(new ResourceConfig(Proved.class).register(protector)),
                containsString("StartOnJerseyTest.Proved#get"));
        assertThat(
                failure(new ResourceConfig(Conditional.class).register(protector)),
                containsString("there can be no instance of " + NeedsMore.class.getName()));
    }

    /** An application of these singletons and of one class. */
    private static Application of(Object... singletons) {
        return new Application() {
            @Override
            public Set<Class<?>> getClasses() {
                return Set.of(Closed.class);
            }

            @Override
            @SuppressWarnings("deprecation")
            public Set<Object> getSingletons() {
                return Set.of(singletons);
            }
        };
    }

    @Test
    void twoProtectors_failTheStart() {
        ResourceProtector one = protector();
        ResourceProtector other = protector();
        assertThat(
                failure(of(one, other)),
                containsString("this application registers two ResourceProtectors; register one"));
        assertThat(new InProcess(of(one)).call("GET", "closed").status(), is(401));
    }

    @Test
    void applicationWithoutProtector_isRefused() {
        assertThat(
                failure(new ResourceConfig(Closed.class)),
                containsString(
                        ": it is protected by annotation, but no ResourceProtector is registered, so that it would be"
                                + " open; register one in the Application or ResourceConfig: ResourceProtector.with(validator);"
                                + " or add resource-protector-cdi"));
        assertThat(
                new InProcess(new ResourceConfig(Bare.class))
                        .call("GET", "bare")
                        .toString(),
                is("200 bare"));
    }
}
