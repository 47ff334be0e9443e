package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * A protected locator beside an open one that leads to the same class: the one that was walked
 * decides.
 */
class SiblingLocatorsTest {

    private static final String CLOSED = "siblings/closed";
    private static final String OPEN = "siblings/open";

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Literals.class,
            SlashInExpression.class,
            Lookahead.class,
            Cases.class,
            OptionalRest.class,
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

    @Path("/files")
    public static class Literals {
        @Path("docs/secret")
        @Protected("profile")
        public Reached closed() {
            return new Reached(CLOSED);
        }

        @Path("docs")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @Path("/dir")
    public static class SlashInExpression {
        @Path("{d: [a-z]+/}")
        @Protected("profile")
        public Reached closed() {
            return new Reached(CLOSED);
        }

        @Path("{f: [a-z]+}")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @Path("/rel")
    public static class Lookahead {
        @Path("{t: (?!public)[^/]+}")
        @Protected("profile")
        public Object closed() {
            return new Reached(CLOSED);
        }

        @Path("{t}")
        public Object open() {
            return new Reached(OPEN);
        }
    }

    @Path("/cases")
    public static class Cases {
        @Path("Docs")
        @Protected("profile")
        public Object closed() {
            return new Reached(CLOSED);
        }

        @Path("docs")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @Path("/rest")
    public static class OptionalRest {
        @Path("docs{rest: (?:/secret)?}")
        @Protected("profile")
        public Reached closed() {
            return new Reached(CLOSED);
        }

        @Path("{any}")
        public Reached open() {
            return new Reached(OPEN);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/docs/secret/x",
                "/files/docs/secret/docs/secret",
                "/rel/PUBLIC/x",
                "/rel/Public/x",
                "/rel/private/public",
                "/cases/Docs/x",
                "/rest/docs/x",
                "/rest/docs/secret/x"
            })
    void theProtectedLocatorNeedsItsScope(String path) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, CLOSED);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files/docs/other", "/files/docs/secrets", "/files/docs/SECRET/x", "/cases/docs/x"})
    void theOpenLiteralLocatorNeedsNoToken(String path) {
        openToEverybody(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rel/public/x", "/rel/publicity/x", "/rest/doc/x", "/rest/DOCS/secret"})
    void theOpenLocatorWithExpressionNeedsNoToken(String path) {
        openToEverybody(path);
    }

    private static void openToEverybody(String path) {
        for (String token : new String[] {"", Tokens.PLAIN, Tokens.EMAIL, Tokens.PROFILE}) {
            Call call = SERVER.get(path);
            Answer answer = token.isEmpty() ? call.send() : call.bearer(token).send();
            assertThat(path + " with " + token, answer.body(), is("ran " + OPEN));
        }
    }

    /** Runtimes differ in what these match. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/docs/secret",
                "/dir/abc/",
                "/dir/abc",
                "/dir/abc//",
                "/dir/abc/x",
                "/dir/abc//x",
                "/files/docs/secret/",
                "/files/docs//secret",
                "/files/docs;a=b/secret",
                "/files/d%6Fcs/secret",
                "/files/docs%2Fsecret",
                "/files/docs/./secret",
                "/files/docs/x/../secret",
                "/rel/%50UBLIC/x",
                "/rel/;public/x",
                "/cases/%44ocs/x",
                "/rest/docs/Secret/x"
            })
    void whicheverLocatorWasWalkedDecides(String path) {
        Answer withScope = SERVER.get(path).bearer(Tokens.PROFILE).sendRaw();
        int ran = Ran.times(CLOSED);
        Answer withoutToken = SERVER.get(path).sendRaw();
        Answer withoutScope = SERVER.get(path).bearer(Tokens.EMAIL).sendRaw();
        if (withScope.body().equals("ran " + CLOSED)) {
            assertThat(withoutToken.toString(), withoutToken.status(), is(401));
            assertThat(withoutScope.toString(), withoutScope.status(), is(403));
        } else {
            assertThat(withoutToken.body(), is(withScope.body()));
            assertThat(withoutScope.body(), is(withScope.body()));
        }
        assertThat(path, Ran.times(CLOSED), is(ran));
    }
}
