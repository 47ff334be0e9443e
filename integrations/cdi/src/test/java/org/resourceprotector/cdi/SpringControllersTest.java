package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.URL;
import org.jboss.weld.environment.se.WeldContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.cdi.wrong.Beans;
import org.resourceprotector.cdi.wrong.Controllers;

/** Controllers of Spring, which are reached like resources on Quarkus REST with {@code quarkus-spring-web}, and only there. */
@Tag("once")
class SpringControllersTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    /** Sees a class of {@code quarkus-spring-web}. */
    private static final class OnQuarkusRest extends ClassLoader {

        OnQuarkusRest(ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable URL getResource(String name) {
            return name.startsWith("io/quarkus/spring/web/resteasy/reactive/")
                    ? super.getResource("org/resourceprotector/cdi/SpringControllersTest.class")
                    : super.getResource(name);
        }
    }

    @BeforeEach
    void beOnQuarkusRest() {
        Thread.currentThread().setContextClassLoader(new OnQuarkusRest(before));
    }

    @AfterEach
    void comeBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void protectedMethodOfAController_isReached() {
        try (WeldContainer container = Containers.of(Beans.GoodProducer.class, Controllers.OfAMethod.class)) {
            assertThat(
                    container.select(Findings.class).get().needed(),
                    is(Controllers.OfAMethod.class.getName() + "#get"));
        }
    }

    @Test
    void protectedController_isReached() {
        try (WeldContainer container = Containers.of(Beans.GoodProducer.class, Controllers.OfAClass.class)) {
            assertThat(container.select(Findings.class).get().needed(), is(Controllers.OfAClass.class.getName()));
        }
    }

    @Test
    void otherMethodOfAController_isNot() {
        assertThat(
                Containers.refusal(Controllers.WithAnotherMethod.class),
                allOf(
                        containsString("WithAnotherMethod#cancel: @Protected does nothing here"),
                        not(containsString("#get"))));
    }

    @Test
    void methodThatIsMappedInNoController_isNot() {
        assertThat(
                Containers.refusal(Controllers.WithoutController.class),
                containsString("WithoutController#get: @Protected does nothing here"));
    }

    @Test
    void elsewhere_noControllerIsReached() {
        Thread.currentThread().setContextClassLoader(before);

        assertThat(
                Containers.refusal(Controllers.OfAMethod.class, Controllers.OfAClass.class),
                allOf(
                        containsString("OfAMethod#get: @Protected does nothing here, because Jakarta REST matches no"),
                        containsString("OfAClass: @Protected does nothing here")));
    }
}
