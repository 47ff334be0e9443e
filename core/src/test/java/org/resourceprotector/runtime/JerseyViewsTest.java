package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Provider;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The owner of a view of Jersey's MVC extension, which only its private fields tell: what it shows, or would make. */
class JerseyViewsTest {

    private static final String PROCESSOR = "org.glassfish.jersey.server.mvc.internal.TemplateModelProcessor";

    private static final EngineClasses MVC = EngineClasses.of("""
        package org.glassfish.jersey.server.mvc.internal;
        public class TemplateModelProcessor {
            private final Object resourceContextProvider;
            public TemplateModelProcessor(Object provider) { this.resourceContextProvider = provider; }
            public Object view(Object shown, Class<?> type) { return new View(shown, type); }
            public class View {
                private final Object resourceInstance;
                private final Class<?> resourceClass;
                View(Object shown, Class<?> type) { resourceInstance = shown; resourceClass = type; }
                public Object processor() { return TemplateModelProcessor.this; }
            }
        }
        """);

    private static Object view(@Nullable Provider<ResourceContext> provider, @Nullable Object shown) throws Exception {
        Object processor = MVC.make(PROCESSOR, provider);
        return processor.getClass().getMethod("view", Object.class, Class.class).invoke(processor, shown, Number.class);
    }

    private static Set<Class<?>> owners(Object... matched) {
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                JerseyViewsTest.class.getClassLoader(),
                new Class<?>[] {ExtendedUriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMatchedResources" -> List.of(matched);
                    case "getMatchedResourceLocators" -> List.of();
                    default -> null;
                });
        return Runtimes.of(uri.getClass()).owners(uri);
    }

    /** Makes what is asked for, or another one that was bound instead. */
    private static final class Making implements Provider<ResourceContext> {

        @Override
        public ResourceContext get() {
            return new ResourceContext() {
                @Override
                public <T> T getResource(Class<T> type) {
                    return type.cast(1);
                }

                @Override
                public <T> T initResource(T resource) {
                    return resource;
                }
            };
        }
    }

    @Test
    void ownerOfView_isWhatItShows() throws Exception {
        assertThat(owners(view(null, "shown")), contains(String.class));
        assertThat(owners(view(new Making(), null)), contains(Integer.class));
    }

    @Test
    void viewThatTellsNothing_isRefused() throws Exception {
        Object silent = view(null, null);
        assertThat(
                assertThrows(IllegalStateException.class, () -> owners(silent)).getMessage(),
                is("Jersey does not tell of which resource a view is"));
    }

    @Test
    void whatIsNoView_ownsOnlyWhatIsBehindIt() throws Exception {
        assertThat(owners("any"), is(empty()));
        assertThat(owners(), is(empty()));
        assertThat(owners(view(null, 1), "behind"), contains(String.class));
    }
}
