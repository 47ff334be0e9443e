package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** What {@code resource-protector-cdi} refuses, with the place and what to write instead, is refused by the container of Quarkus, too. */
class RefusedBeansTest {

    private static final String BEANS = RefusedBeansTest.class.getName() + "$";

    /** Has a rule. */
    @Path("/beans")
    public static class Orders {

        @GET
        @Protected("profile")
        public String get() {
            return "ran";
        }
    }

    /** As it should be. */
    @ApplicationScoped
    public static class Good {

        @Produces
        @Singleton
        public ResourceProtector protector() {
            return ResourceProtector.with(new Tokens().validator());
        }
    }

    /** One more. */
    @ApplicationScoped
    public static class Second {

        @Produces
        @Singleton
        public ResourceProtector second() {
            return ResourceProtector.with(new Tokens().validator());
        }
    }

    /** Lacks something at the start. */
    @ApplicationScoped
    public static class Failing {

        @Produces
        @Singleton
        public ResourceProtector protector() {
            throw new IllegalStateException("no database");
        }
    }

    /** Does not say how many there are. */
    @ApplicationScoped
    public static class WithoutScope {

        @Produces
        public ResourceProtector protector() {
            return ResourceProtector.with(new Tokens().validator());
        }
    }

    /** Remembers nothing. */
    @ApplicationScoped
    public static class ValidatorOfARequest {

        @Produces
        @RequestScoped
        public TokenValidator validator() {
            return new Tokens().validator();
        }
    }

    /** No request comes here. */
    @ApplicationScoped
    public static class Service {

        @Protected("orders")
        public void cancel() {}
    }

    /** No request comes to one of its methods. */
    @Path("/other")
    public static class OtherMethod {

        @GET
        public String get() {
            return "open";
        }

        @Protected("orders")
        public void cancel() {}
    }

    /** All that is said while the application is refused. */
    private static String refusal(Class<?>... classes) {
        Exception refused =
                assertThrows(Exception.class, () -> QuarkusRest.run(classes).stop());
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all));
        return all.toString();
    }

    @Test
    void protectorThatIsABean_protects() throws Exception {
        OverHttp server = QuarkusRest.run(Orders.class, Good.class);
        try {
            assertThat(new Call(server, "GET", "/beans").send().status(), is(401));
            assertThat(
                    new Call(server, "GET", "/beans")
                            .bearer(Tokens.PROFILE)
                            .send()
                            .body(),
                    is("ran"));
        } finally {
            server.stop();
        }
    }

    @Test
    void twoProtectors() {
        assertThat(
                refusal(Orders.class, Good.class, Second.class),
                allOf(
                        containsString(BEANS + "Good#protector"),
                        containsString(BEANS + "Second#second"),
                        containsString("ResourceProtector.with(first, second)")));
    }

    @Test
    void producerThatThrows() {
        assertThat(
                refusal(Orders.class, Failing.class),
                allOf(
                        containsString(BEANS + "Failing#protector fails to make the ResourceProtector"),
                        containsString("no database")));
    }

    /** All problems are named at once. */
    @Test
    void beansThatDoNotWhatTheySeemToDo() {
        assertThat(
                refusal(WithoutScope.class, ValidatorOfARequest.class, Service.class, OtherMethod.class),
                allOf(
                        containsString(BEANS + "WithoutScope#protector"),
                        containsString("not @Dependent; write @Singleton beside @Produces"),
                        containsString(BEANS + "ValidatorOfARequest#validator: in @RequestScoped it would forget keys"),
                        containsString("write @Singleton or @ApplicationScoped"),
                        containsString(BEANS + "Service#cancel: @Protected does nothing here"),
                        containsString("write it on the resource method that calls it"),
                        containsString(BEANS + "OtherMethod#cancel: @Protected does nothing here")));
    }
}
