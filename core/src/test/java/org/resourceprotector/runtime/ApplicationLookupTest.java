package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an application says of itself, however often runtimes have wrapped it. */
class ApplicationLookupTest {

    private static final class Plain extends Application {

        private final Object singleton = new AtomicInteger();

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(String.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(singleton);
        }
    }

    /** As Jersey wraps one. */
    public static class Wrapper extends Application {

        private final @Nullable Application wrapped;

        Wrapper(@Nullable Application wrapped) {
            this.wrapped = wrapped;
        }

        /** What is wrapped. */
        public @Nullable Application getApplication() {
            return wrapped;
        }
    }

    /** Cannot say what it has. */
    private static final class Broken extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            throw new IllegalStateException("broken");
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            throw new IllegalStateException("broken");
        }
    }

    /** Says null, as some do. */
    private static final class Silent extends Application {

        @Override
        @SuppressWarnings("NullAway")
        public Set<Class<?>> getClasses() {
            return null;
        }

        @Override
        @SuppressWarnings({"NullAway", "deprecation"})
        public Set<Object> getSingletons() {
            return null;
        }
    }

    private final Plain plain = new Plain();

    @Test
    void resources_areClassesAndThoseOfInstances() {
        for (Application application : new Application[] {plain, new Wrapper(plain), new Wrapper(new Wrapper(plain))}) {
            assertThat(ApplicationLookup.resources(application), containsInAnyOrder(String.class, AtomicInteger.class));
            assertThat(ApplicationLookup.singletons(application), contains(plain.singleton));
        }
    }

    @Test
    void classes_areThoseOfTheWrappersToo() {
        assertThat(ApplicationLookup.classes(plain), contains(Plain.class));
        assertThat(ApplicationLookup.classes(new Wrapper(plain)), contains(Wrapper.class, Plain.class));
        assertThat(ApplicationLookup.classes(new Wrapper(null)), contains(Wrapper.class));
    }

    @Test
    void wrappers_areUnwrappedFourTimes() {
        Application deep = plain;
        for (int i = 0; i < 10; i++) {
            deep = new Wrapper(deep);
        }
        assertThat(ApplicationLookup.classes(deep), hasSize(4));
    }

    @Test
    void applicationThatCannotSay_hasNothing() {
        for (Application application : new Application[] {new Broken(), new Silent()}) {
            assertThat(ApplicationLookup.resources(application), is(empty()));
            assertThat(ApplicationLookup.singletons(application), is(empty()));
        }
    }

    @Test
    void runtimeThatIsNone_tellsNothing() {
        assertThat(ApplicationLookup.providers(String.class), is(empty()));
        assertThat(ApplicationLookup.isServing(getClass(), true), is(true));
        assertThat(ApplicationLookup.isServing(getClass(), false), is(false));
    }
}
