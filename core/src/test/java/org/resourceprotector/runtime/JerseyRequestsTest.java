package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;

/** What Jersey tells of a request: whose resource was called, by which locators, and with whose annotations. */
class JerseyRequestsTest {

    private final Set<Class<?>> owners = new LinkedHashSet<>();
    private final List<MatchedMethod> locators = new ArrayList<>();
    private final List<String> annotated = new ArrayList<>();

    private final ContainerRequestFilter look = request -> {
        UriInfo uri = request.getUriInfo();
        MatchedRequests jersey = Runtimes.of(uri.getClass());
        owners.clear();
        owners.addAll(jersey.owners(uri));
        locators.clear();
        locators.addAll(jersey.locators(uri));
        annotated.clear();
        for (Class<?> type : new Class<?>[] {Overriding.class, Annotated.class}) {
            Method method = method(type, "get");
            annotated.add(jersey.annotated(uri, method).getDeclaringClass().getSimpleName());
        }
    };

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private void call(String path, Object... resources) {
        ResourceConfig config = new ResourceConfig().register(look);
        for (Object resource : resources) {
            if (resource instanceof Resource programmed) {
                config.registerResources(programmed);
            } else if (resource instanceof Class<?> type) {
                config.register(type);
            } else {
                config.register(resource);
            }
        }
        assertThat(new InProcess(config).call("GET", path).status(), is(200));
    }

    /** Has a path and no resource method. */
    @Path("pathed")
    public static class Pathed {

        /** Handles. */
        public String handle() {
            return "handled";
        }
    }

    /** Has it from its superclass. */
    public static class Inheriting extends Pathed {}

    /** Has a path. */
    @Path("interface")
    public interface PathedInterface {}

    /** Has it from its interface. */
    public static class Implementing implements PathedInterface {

        /** Handles. */
        public String handle() {
            return "handled";
        }
    }

    /** Has a resource method. */
    public static class Getting {

        /** Answers. */
        @GET
        public String get() {
            return "got";
        }

        /** Handles. */
        public String handle() {
            return "handled";
        }
    }

    /** Overrides the resource method. */
    public static class GettingAbove extends Getting {

        @Override
        public String get() {
            return "got";
        }
    }

    /** Declares a resource method. */
    public interface GettingInterface {

        /** Answers. */
        @GET
        String get();
    }

    /** Implements the resource method. */
    public static class GettingBelow implements GettingInterface {

        @Override
        public String get() {
            return "got";
        }

        /** Handles. */
        public String handle() {
            return "handled";
        }
    }

    /** Has neither. */
    public static class Bare {

        /** Handles. */
        public String handle() {
            return "handled";
        }
    }

    private static Inflector<ContainerRequestContext, Object> inflector() {
        return request -> "inflected";
    }

    private static Resource handledBy(Class<?> type, boolean isInstance) {
        Resource.Builder built = Resource.builder("built");
        Method handle = method(type, "handle");
        if (isInstance) {
            try {
                built.addMethod("GET").handledBy(type.getConstructor().newInstance(), handle);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        } else {
            built.addMethod("GET").handledBy(type, handle);
        }
        return built.build();
    }

    @Test
    void resourceClassThatHandles_isTheOwner() {
        for (boolean isInstance : new boolean[] {false, true}) {
            for (Class<?> type : new Class<?>[] {
                Pathed.class,
                Inheriting.class,
                Implementing.class,
                Getting.class,
                GettingAbove.class,
                GettingBelow.class
            }) {
                call("built", handledBy(type, isInstance));
                assertThat(type.getSimpleName(), owners, contains(type));
            }
            call("built", handledBy(Bare.class, isInstance));
            assertThat(owners, is(empty()));
        }
    }

    @Test
    void whatHandlesAChild_isNoOwnerOfItsParent() {
        for (boolean isInstance : new boolean[] {false, true}) {
            Resource.Builder built = Resource.builder("built");
            built.addMethod("GET").handledBy(inflector());
            Resource.Builder child = built.addChildResource("child");
            if (isInstance) {
                child.addMethod("GET").handledBy(new Pathed(), method(Pathed.class, "handle"));
            } else {
                child.addMethod("GET").handledBy(Pathed.class, method(Pathed.class, "handle"));
            }
            Resource resource = built.build();
            call("built", resource);
            assertThat(owners, is(empty()));
            call("built/child", resource);
            assertThat(owners, contains(Pathed.class));
        }
    }

    /** Registered. */
    @Path("annotated")
    public static class Annotated {

        /** Answers. */
        @GET
        public String get() {
            return "annotated";
        }

        /** Leads on. */
        @Path("sub")
        public Getting sub() {
            return new Getting();
        }
    }

    /** Bound in its place, or registered itself. */
    public static class Overriding extends Annotated {

        @Override
        public String get() {
            return "overriding";
        }
    }

    @Test
    void classThatAProgramExtends_ownsWhatWasAdded() {
        for (Object of : new Object[] {Annotated.class, new Annotated()}) {
            Resource.Builder extended = of instanceof Class<?> type
                    ? Resource.builder(type)
                    : Resource.builder("annotated").mergeWith(Resource.from(of.getClass()));
            extended.addChildResource("more").addMethod("GET").handledBy(inflector());
            call("annotated/more", extended.build());
            assertThat(owners, contains(Annotated.class));
        }
    }

    @Test
    void locator_isOneOfTheObjectThatWasCalled() {
        call("annotated/sub", Annotated.class);
        assertThat(locators.stream().map(MatchedMethod::resource).toList(), contains(Annotated.class));
        assertThat(owners.contains(Getting.class), is(true));
        call("annotated/sub", Annotated.class, new AbstractBinder() {
            @Override
            protected void configure() {
                bind(Overriding.class).to(Annotated.class);
            }
        });
        assertThat(locators.stream().map(MatchedMethod::resource).toList(), contains(Overriding.class));
        assertThat(locators.get(0).method().getName(), is("sub"));
        call("annotated", Annotated.class);
        assertThat(locators, is(empty()));
    }

    /** Leads to what a program made. */
    @Path("leading")
    public static class Leading {

        /** Leads on. */
        @Path("sub")
        public Resource sub() {
            Resource.Builder built = Resource.builder();
            built.addMethod("GET").handledBy(inflector());
            return built.build();
        }
    }

    @Test
    void locatorOfWhatHasNoObject_isOfTheClassThatWasNamed() {
        call("leading/sub", Leading.class);
        assertThat(locators.stream().map(MatchedMethod::resource).toList(), contains(Leading.class));
    }

    @Test
    void annotations_areThoseThatJerseyTook() {
        call("annotated", Overriding.class);
        assertThat(annotated, contains("Annotated", "Annotated"));
        call("annotated", Annotated.class);
        assertThat(annotated, contains("Overriding", "Annotated"));
    }

    @Test
    void readerOfTheModel_isAnObjectOfItsOwn() {
        JerseyModel.ModelReader reader = new JerseyModel.ModelReader() {
            @Override
            public void read(
                    String httpMethod,
                    String path,
                    MatchedMethod handler,
                    Collection<?> bindings,
                    Collection<Class<?>> owners) {}

            @Override
            public boolean application(jakarta.ws.rs.core.Application application) {
                return false;
            }
        };
        Object one = JerseyModel.processor(ResourceConfig.class, reader);
        Object other = JerseyModel.secondProcessor(ResourceConfig.class, reader);
        assertThat(one.equals(one), is(true));
        assertThat(one, is(not(other)));
        assertThat(one.hashCode(), is(System.identityHashCode(one)));
        assertThat(one.toString(), is("JerseyModel"));
        assertThat(Set.of(one.getClass(), other.getClass()), containsInAnyOrder(one.getClass(), other.getClass()));
    }
}
