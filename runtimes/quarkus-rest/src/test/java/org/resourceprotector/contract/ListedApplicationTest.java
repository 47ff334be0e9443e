package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.arc.Unremovable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;

/** An application that lists its classes, and no protector: Quarkus asks nothing of ours then, and must not serve what is protected. */
class ListedApplicationTest {

    /** Declares nothing, and leads to what is declared. */
    @Path("/listed-root")
    public static class Root {

        @Path("sub")
        public Sub sub() {
            return new Implementation();
        }
    }

    /** What the locator says that it returns. */
    public static class Sub {

        @GET
        public String get() {
            return "open";
        }
    }

    /** What it returns. Quarkus knows its method by that of the superclass only. */
    public static class Implementation extends Sub {

        @Override
        @Protected("profile")
        public String get() {
            return "protected";
        }
    }

    /** Lists a root whose locator does not tell what is behind it. */
    public static class OfRoot extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Root.class);
        }
    }

    /** Leads to anything. */
    @Path("/listed-untyped")
    public static class Untyped {

        @Path("sub")
        public Object sub() {
            return new Declared();
        }
    }

    /** Has a method of its own. */
    public static class Declared {

        @GET
        @Protected("profile")
        public String get() {
            return "protected";
        }
    }

    /** Lists a root whose locator tells nothing. */
    public static class OfUntyped extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Untyped.class);
        }
    }

    /** Declares nothing. */
    @Path("/listed-orders")
    @ApplicationScoped
    public static class Orders {

        @GET
        public String all() {
            return "orders";
        }
    }

    /** Is called in its place. */
    @Unremovable
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class Audited extends Orders {

        @Override
        @Protected("profile")
        public String all() {
            return "audited";
        }
    }

    /** Lists a root whose place another bean takes. */
    public static class OfOrders extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class);
        }

        @Override
        public Set<Class<?>> unlisted() {
            return Set.of(Audited.class);
        }
    }

    /** Lists the same without the bean that takes its place. */
    public static class OfOpen extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class);
        }
    }

    /** Declares nothing, and is made by a producer. */
    @Path("/listed-produced")
    @ApplicationScoped
    public static class Produced {

        @GET
        public String all() {
            return "open";
        }
    }

    /** What the producer makes, which is no bean. */
    public static class Made extends Produced {

        @Override
        @Protected("profile")
        public String all() {
            return "protected";
        }
    }

    /** Makes it. */
    @ApplicationScoped
    public static class Maker {

        @jakarta.enterprise.inject.Produces
        @Alternative
        @Priority(1)
        @Singleton
        @Unremovable
        public Produced make() {
            return new Made();
        }
    }

    /** Lists a root of which only an instance tells what it is. */
    public static class OfProduced extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Produced.class);
        }

        @Override
        public Set<Class<?>> unlisted() {
            return Set.of(Maker.class);
        }
    }

    /** Carries the rule, and no class above what is returned. */
    public interface Closing {

        @Protected("profile")
        String get();
    }

    /** Has its rule from elsewhere. */
    public static class ClosedByInterface extends Sub implements Closing {}

    /** Leads to it. */
    @Path("/listed-by-interface")
    public static class RootOfInterface {

        @Path("sub")
        public Sub sub() {
            return new ClosedByInterface();
        }
    }

    /** Lists a root that leads to a class whose rule stands on an interface. */
    public static class OfInterface extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(RootOfInterface.class);
        }
    }

    /** Leads to a class of which the runtime makes an object. */
    @Path("/listed-class")
    public static class RootOfClass {

        @Path("sub")
        public Class<?> sub() {
            return Declared.class;
        }
    }

    /** Lists it. */
    public static class OfClass extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(RootOfClass.class);
        }
    }

    /** Has two methods of one path. */
    @Path("/listed-media")
    @ApplicationScoped
    public static class ByMedia {

        @GET
        @Produces("text/plain")
        public String text() {
            return "text";
        }

        @GET
        @Produces("text/html")
        public String html() {
            return "html";
        }
    }

    /** Is called in its place. */
    @Unremovable
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class ClosedByMedia extends ByMedia {

        @Override
        @Protected("profile")
        public String html() {
            return "protected";
        }
    }

    /** Lists a root of which one method is chosen by its media type. */
    public static class OfMedia extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(ByMedia.class);
        }

        @Override
        public Set<Class<?>> unlisted() {
            return Set.of(ClosedByMedia.class);
        }
    }

    private static String refusal(Application application) {
        Throwable refused =
                assertThrows(Throwable.class, () -> Server.start(application).close());
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void subclassBehindATypedLocator_isNotServed() {
        assertThat(
                refusal(new OfRoot()),
                containsString("Implementation#get: it is protected by annotation, but nothing"));
    }

    @Test
    void classBehindAnUntypedLocator_isNotServed() {
        assertThat(
                refusal(new OfUntyped()), containsString("Declared#get: it is protected by annotation, but nothing"));
    }

    @Test
    void beanInThePlaceOfARoot_isNotServed() {
        assertThat(refusal(new OfOrders()), containsString("Audited#all: it is protected by annotation, but nothing"));
    }

    @Test
    void beanOfAProducer_isNotServed() {
        assertThat(refusal(new OfProduced()), containsString("Made: it is protected by annotation, but nothing"));
    }

    @Test
    void ruleOnAnInterfaceOfWhatIsReturned_isNotServed() {
        assertThat(
                refusal(new OfInterface()),
                containsString("ClosedByInterface#get: it is protected by annotation, but nothing"));
    }

    @Test
    void classThatALocatorNames_isNotServed() {
        assertThat(refusal(new OfClass()), containsString("Declared#get: it is protected by annotation, but nothing"));
    }

    @Test
    void beanInThePlaceOfMethodsOfOnePath_isNotServed() {
        assertThat(
                refusal(new OfMedia()),
                containsString("ClosedByMedia#html: it is protected by annotation, but nothing"));
    }

    @Test
    void openApplication_isServed() {
        try (Server server = Server.start(new OfOpen())) {
            assertThat(server.get("/listed-orders").send().body(), is("orders"));
        }
    }
}
