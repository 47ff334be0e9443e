package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * A JDK proxy as a resource: its class has the interface's annotations, and hides those of the
 * implementation behind it. It may be refused, or ask for a token; it may not be open.
 */
class ProxiedResourceTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/proxied")
    public interface Service {
        @GET
        @Path("method")
        String method();

        @GET
        @Path("class")
        String onClass();
    }

    public static class OnMethod implements Service {
        @Override
        @Protected("profile")
        public String method() {
            return Ran.here("proxied/method");
        }

        @Override
        public String onClass() {
            return "not asked for";
        }
    }

    @Protected("profile")
    public static class OnClass implements Service {
        @Override
        public String method() {
            return "not asked for";
        }

        @Override
        public String onClass() {
            return Ran.here("proxied/class");
        }
    }

    public static class Leaf {
        @GET
        public String get() {
            return Ran.here("proxied/leaf");
        }
    }

    @Path("/proxied-locator")
    public interface Leading {
        @Path("leaf")
        Leaf leaf();
    }

    public static class ProtectedLocator implements Leading {
        @Override
        @Protected("profile")
        public Leaf leaf() {
            return new Leaf();
        }
    }

    /** Hands calls on, as containers generate it for the business interface of a bean: there is no file of its class. */
    public static final class Wrapper implements Service, Leading {
        private final Object behind;

        public Wrapper(Object behind) {
            this.behind = behind;
        }

        @Override
        public String method() {
            return ((Service) behind).method();
        }

        @Override
        public String onClass() {
            return ((Service) behind).onClass();
        }

        @Override
        public Leaf leaf() {
            return ((Leading) behind).leaf();
        }
    }

    /** Has a method that none of its classes declares. */
    public interface WithDefault {
        @GET
        default String inherited() {
            return "inherited";
        }
    }

    /** A bean. */
    public static class Bean implements WithDefault {}

    /** Extends a bean, as containers generate it for interceptors. */
    public static final class Intercepted extends Bean {
        public Intercepted(Object unused) {}

        @Override
        public String inherited() {
            return super.inherited();
        }
    }

    /** A new object, whose class was never in a file as far as its loader tells. */
    private static Object generate(Class<?> type, Object behind) {
        try {
            return new Generating(type)
                    .loadClass(type.getName())
                    .getConstructor(Object.class)
                    .newInstance(behind);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Defines a class anew, and shows no file of it. */
    private static final class Generating extends ClassLoader {

        private final Class<?> type;
        private final String file;

        Generating(Class<?> type) {
            super(type.getClassLoader());
            this.type = type;
            this.file = type.getName().replace('.', '/') + ".class";
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(type.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream bytes = Objects.requireNonNull(getParent().getResourceAsStream(file))) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        @Override
        public URL getResource(String name) {
            return name.equals(file) ? null : super.getResource(name);
        }
    }

    @Path("/located")
    public static class Locating {
        @Path("typed")
        public Service typed() {
            return proxy(new OnMethod());
        }

        @Path("object")
        public Object object() {
            return proxy(new OnMethod());
        }

        @Path("generated")
        public Object generated() {
            return generate(Wrapper.class, new OnMethod());
        }

        @Path("generated-leading")
        public Object generatedLeading() {
            return generate(Wrapper.class, new ProtectedLocator());
        }

        @Path("intercepted")
        public Object intercepted() {
            return generate(Intercepted.class, this);
        }

        @Path("leading")
        public Leading leading() {
            return proxy(Leading.class, new ProtectedLocator());
        }

        @Path("leading-object")
        public Object leadingObject() {
            return proxy(Leading.class, new ProtectedLocator());
        }
    }

    private static Service proxy(Service implementation) {
        return proxy(Service.class, implementation);
    }

    private static <T> T proxy(Class<T> type, T implementation) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(implementation, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/proxied/method", "/located/typed/method", "/located/object/method", "/located/generated/method"
            })
    void annotatedMethodBehindProxyDoesNotRunWithoutToken(String path) {
        doesNotRun(path, "proxied/method", proxy(new OnMethod()));
    }

    @ParameterizedTest
    @ValueSource(strings = "/proxied/class")
    void methodOfAnnotatedClassBehindProxyDoesNotRun(String path) {
        doesNotRun(path, "proxied/class", proxy(new OnClass()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proxied-locator/leaf",
                "/located/leading/leaf",
                "/located/leading-object/leaf",
                "/located/generated-leading/leaf"
            })
    void protectedLocatorBehindProxy_isNotWalkedWithoutToken(String path) {
        doesNotRun(path, "proxied/leaf", proxy(Leading.class, new ProtectedLocator()));
    }

    @Test
    void generatedClassThatExtendsItsBean_hidesNothing() {
        try (Server server = Server.start(new Api(Locating.class, ResourceProtector.with(TOKENS.validator())))) {
            assertThat(server.get("/located/intercepted").send().body(), is("inherited"));
        }
    }

    private static void doesNotRun(String path, String counter, Object root) {
        Server server;
        try {
            server = Server.start(new Api(root, Locating.class, ResourceProtector.with(TOKENS.validator())));
        } catch (IllegalStateException refused) {
            assertThat(Deployment.messages(refused).contains("Proxy"), is(true));
            return;
        }
        try (server) {
            int ran = Ran.times(counter);
            Answer answer = server.get(path).send();
            assertThat(path + " without a token: " + answer, Ran.times(counter), is(ran));
        }
    }
}
