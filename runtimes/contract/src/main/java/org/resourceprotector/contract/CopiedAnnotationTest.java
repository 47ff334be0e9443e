package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * Annotations of another copy of the library than the protector's, as an EAR and a WAR may have one
 * each. The protector cannot read them, and does not take them for none.
 */
class CopiedAnnotationTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/leads-to-copied")
    public static class Leading {
        @GET
        public String get() {
            return "open";
        }

        @Path("copied")
        public Object copied() throws ReflectiveOperationException {
            return copied(new Copies()).getConstructor().newInstance();
        }

        static Class<?> copied(ClassLoader loader) throws ClassNotFoundException {
            return loader.loadClass(Copied.class.getName());
        }
    }

    private static final class Copies extends ClassLoader {
        private static final Set<String> OWN = Set.of(Protected.class.getName(), Copied.class.getName());

        Copies() {
            super(Copies.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : OWN.contains(name) ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void copiedAnnotation_doesNotDeploy() throws ReflectiveOperationException {
        Object[] parts = {Leading.copied(new Copies()), ResourceProtector.with(TOKENS.validator())};
        try (Server server = Server.start(new Api(parts))) {
            throw new AssertionError(
                    "deployed, and answers " + server.get("/copied").send());
        } catch (IllegalStateException refused) {
            assertThat(Deployment.messages(refused), containsString("another copy of this library"));
        }
    }

    @Test
    void copiedAnnotationBehindLocator_isClosed() {
        try (Server server = Server.start(new Api(Leading.class, ResourceProtector.with(TOKENS.validator())))) {
            assertThat(server.get("/leads-to-copied/copied").send().status(), is(500));
            assertThat(server.get("/leads-to-copied/copied/sub").send().status(), is(500));
        }
    }
}
