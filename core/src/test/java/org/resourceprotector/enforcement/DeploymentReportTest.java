package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.declaration.EndpointRules;

/** What is found behind locators that all lead to each other, by which there are more ways than can be gone. */
class DeploymentReportTest {

    interface Links {
        @Path("a")
        A a();

        @Path("b")
        B b();

        @Path("c")
        C c();

        @Path("d")
        D d();

        @Path("e")
        E e();

        @Path("f")
        F f();

        @Path("g")
        G g();

        @Path("h")
        H h();

        @Path("i")
        I i();

        @Path("j")
        J j();

        @Path("k")
        K k();

        @Path("l")
        L l();

        @Path("m")
        M m();
    }

    interface A extends Links {}

    interface B extends Links {}

    interface C extends Links {}

    interface D extends Links {}

    interface E extends Links {}

    interface F extends Links {}

    interface G extends Links {}

    interface H extends Links {}

    interface I extends Links {}

    interface J extends Links {}

    interface K extends Links {}

    interface L extends Links {}

    interface M extends Links {}

    @Path("/root")
    public static class Root {

        @GET
        public String get() {
            return "";
        }

        @Path("a")
        public A a() {
            throw new IllegalStateException();
        }
    }

    interface Broken {

        @GET
        @Protected(" ")
        String get();
    }

    @Path("/last")
    public static class Last extends Root {

        @Path("broken")
        public Broken broken() {
            throw new IllegalStateException();
        }
    }

    private static final class Api extends Application {

        private final Set<Class<?>> classes;

        Api(Class<?>... classes) {
            this.classes = Set.of(classes);
        }

        @Override
        public Set<Class<?>> getClasses() {
            return classes;
        }
    }

    @Test
    void typesThatLeadToEachOther_areLookedAtWithinABound() {
        assertThat(
                Deployment.report(new Api(Root.class), List.of(), new EndpointRules(false))
                        .size(),
                is(1));
    }

    @Test
    void brokenDeclarationBehindThem_isFoundAllTheSame() {
        assertThrows(
                IllegalStateException.class,
                () -> Deployment.report(new Api(Last.class), List.of(), new EndpointRules(false)));
    }
}
