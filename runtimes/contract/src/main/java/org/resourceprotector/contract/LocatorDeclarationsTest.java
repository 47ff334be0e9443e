package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * Protected locators that are declared in unusual ways, beside an open one: by a path with
 * characters that a URI cannot have, over an interface that declares something else, or with a
 * promise of their own as the return type. Runtimes differ in what they make of them.
 */
class LocatorDeclarationsTest {

    private static final String CLOSED = "declared-locators/closed";
    private static final String OPEN = "declared-locators/open";

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            OwnPromise.class,
            OverInterface.class,
            AloneOverInterface.class,
            Characters.class,
            Encoded.class,
            ResourceProtector.with(TOKENS.validator()));

    public static class Reached {
        private final String by;

        Reached(String by) {
            this.by = by;
        }

        @GET
        @Path("{path: .*}")
        public String get() {
            return Ran.here(by);
        }
    }

    public static class Promise<T> extends CompletableFuture<T> {}

    @Path("/promise")
    public static class OwnPromise {
        @Path("closed")
        @Protected("profile")
        public Promise<Reached> closed() {
            Promise<Reached> kept = new Promise<>();
            kept.complete(new Reached(CLOSED));
            return kept;
        }

        @Path("open")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    public interface Method {
        @GET
        @Path("closed")
        Object closed();
    }

    @Path("/over")
    public static class OverInterface implements Method {
        @Override
        @Path("closed")
        @Protected("profile")
        public Reached closed() {
            return new Reached(CLOSED);
        }

        @Path("open")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @Path("/alone")
    public static class AloneOverInterface implements Method {
        @Override
        @Path("closed")
        @Protected("profile")
        public Reached closed() {
            return new Reached(CLOSED);
        }
    }

    @Path("/")
    public static class Characters {
        @Path("[brackets]/{p}")
        @Protected("profile")
        public Reached brackets() {
            return new Reached(CLOSED);
        }

        @Path("percent%zz/{p}")
        @Protected("profile")
        public Reached percent() {
            return new Reached(CLOSED);
        }

        @Path("question?mark/{p}")
        @Protected("profile")
        public Reached questionMark() {
            return new Reached(CLOSED);
        }

        @Path("hash#sign/{p}")
        @Protected("profile")
        public Reached hash() {
            return new Reached(CLOSED);
        }

        @Path("slash%2Fencoded/{p}")
        @Protected("profile")
        public Reached slash() {
            return new Reached(CLOSED);
        }

        @Path("spelt \u00e9/{p}")
        @Protected("profile")
        public Reached spelt() {
            return new Reached(CLOSED);
        }

        @Path("{p}")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @Path("/encoded")
    public static class Encoded {
        @Path("\u00e9x{p: .*}")
        @Protected("profile")
        public Reached closed() {
            return new Reached(CLOSED);
        }

        @Path("%C3%A9x")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/promise/closed/x",
                "/over/closed",
                "/over/closed/x",
                "/alone/closed",
                "/alone/closed/x",
                "/%5Bbrackets%5D/1/x",
                "/percent%25zz/1/x",
                "/question%3Fmark/1/x",
                "/hash%23sign/1/x",
                "/slash%2Fencoded/1/x",
                "/spelt%20%C3%A9/1/x",
                "/encoded/%C3%A9x",
                "/encoded/%C3%A9x/x"
            })
    void whicheverLocatorWasWalkedDecides(String path) {
        Answer withScope = SERVER.get(path).bearer(Tokens.PROFILE).sendRaw();
        int ran = Ran.times(CLOSED);
        Answer withoutToken = SERVER.get(path).sendRaw();
        Answer withoutScope = SERVER.get(path).bearer(Tokens.EMAIL).sendRaw();
        assertThat(path, Ran.times(CLOSED), is(ran));
        if (withScope.body().equals("ran " + CLOSED)) {
            assertThat(withoutToken.toString(), withoutToken.status(), is(401));
            assertThat(withoutScope.toString(), withoutScope.status(), is(403));
        } else {
            assertThat(withScope.toString(), withScope.status(), is(oneOf(200, 404, 500)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/promise/open/x", "/over/open/x"})
    void theOpenLiteralLocatorNeedsNoToken(String path) {
        assertThat(SERVER.get(path).send().body(), is("ran " + OPEN));
    }
}
