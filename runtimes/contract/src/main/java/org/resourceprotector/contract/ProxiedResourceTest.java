package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
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
    @ValueSource(strings = {"/proxied/method", "/located/typed/method", "/located/object/method"})
    void annotatedMethodBehindProxyDoesNotRunWithoutToken(String path) {
        doesNotRun(path, "proxied/method", proxy(new OnMethod()));
    }

    @ParameterizedTest
    @ValueSource(strings = "/proxied/class")
    void methodOfAnnotatedClassBehindProxyDoesNotRun(String path) {
        doesNotRun(path, "proxied/class", proxy(new OnClass()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/proxied-locator/leaf", "/located/leading/leaf", "/located/leading-object/leaf"})
    void protectedLocatorBehindProxy_isNotWalkedWithoutToken(String path) {
        doesNotRun(path, "proxied/leaf", proxy(Leading.class, new ProtectedLocator()));
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
