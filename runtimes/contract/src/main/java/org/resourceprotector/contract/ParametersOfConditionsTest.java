package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** A condition sees the parameters that the method gets; where it cannot know which of several, the call is refused. */
class ParametersOfConditionsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Accounts.class, Twice.class, ResourceProtector.with(TOKENS.validator()));

    /** Permits one account. */
    public static final class Own implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return "me".equals(request.pathParameter("id"));
        }
    }

    /** Permits all accounts but those of one name, alone or at the head of a path. */
    public static final class NotAdmin implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            String id = String.valueOf(request.pathParameter("id"));
            return !id.equals("admin") && !id.startsWith("admin/");
        }
    }

    /** Permits no query, or one that names one account. */
    public static final class NoneOrOwn implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            String id = request.queryParameter("id");
            return id == null || id.equals("me");
        }
    }

    /** An account, and another one below it by the same name of a parameter. */
    public static class Account {
        @GET
        @Path("{id}")
        @Protected(conditions = Own.class)
        public String own(@PathParam("id") String id) {
            return Ran.here("own") + " " + id;
        }

        @GET
        @Path("any/{id}")
        @Protected(conditions = NotAdmin.class)
        public String any(@PathParam("id") String id) {
            return Ran.here("any") + " " + id;
        }
    }

    @Path("/accounts")
    public static class Accounts {
        @Path("of/{id}")
        public Account account(@PathParam("id") String id) {
            return new Account();
        }

        @GET
        @Path("own/{id}")
        @Protected(conditions = Own.class)
        public String own(@PathParam("id") String id) {
            return Ran.here("own") + " " + id;
        }

        @GET
        @Path("any/{id}")
        @Protected(conditions = NotAdmin.class)
        public String any(@PathParam("id") String id) {
            return Ran.here("any") + " " + id;
        }

        @GET
        @Path("all/{id: .*}")
        @Protected(conditions = NotAdmin.class)
        public String all(@PathParam("id") String id) {
            return Ran.here("all") + " " + id;
        }

        @GET
        @Path("query")
        @Protected(conditions = NoneOrOwn.class)
        public String query(@QueryParam("id") String id) {
            return Ran.here("query") + " " + id;
        }
    }

    @Path("/twice/{id}")
    public static class Twice {
        @GET
        @Path("below/{id}")
        @Protected(conditions = Own.class)
        public String own(@PathParam("id") String id) {
            return Ran.here("own") + " " + id;
        }
    }

    private static int status(String path) {
        return SERVER.get(path).bearer(Tokens.PLAIN).sendRaw().status();
    }

    /** CXF cuts a {@code PathSegment} at such a semicolon, and a text not, so that a condition cannot know. */
    @Test
    void encodedDelimiter_isWhatTheMethodGetsOrRefused() {
        Answer answer = SERVER.get("/accounts/any/a%3Bb").bearer(Tokens.PLAIN).sendRaw();

        if (answer.status() != 403) {
            assertThat(answer.body().replaceFirst("ran \\w+ ", ""), is("a;b"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/accounts/of/me/me, me",
        "/accounts/own/me, me",
        "/accounts/own/me;x=1, me",
        "/accounts/own/%6De, me",
        "/accounts/any/you;x=1, you",
        "/accounts/any/a+b%20c%2Bd, a+b c+d",
        "/accounts/all/you/me, you/me",
        "/accounts/all/you/me;x=1, you/me",
        "/twice/me/below/me, me"
    })
    void pathParameter_isWhatTheMethodGets(String path, String id) {
        Answer answer = SERVER.get(path).bearer(Tokens.PLAIN).sendRaw();

        assertThat(answer.toString(), answer.status(), is(200));
        assertThat(answer.body().replaceFirst("ran \\w+ ", ""), is(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/accounts/of/me/you",
                "/accounts/of/you/me",
                "/accounts/of/me/any/admin",
                "/accounts/own/you",
                "/accounts/own/you;me",
                "/accounts/any/admin",
                "/accounts/any/admin;x=1",
                "/accounts/any/%61dmin;x=1;y=2",
                "/accounts/any/admin;",
                "/accounts/all/admin;x=1/me",
                "/accounts/all/admin/me;x=1",
                "/twice/me/below/you",
                "/twice/you/below/me"
            })
    void otherOrAmbiguousPathParameter_isForbidden(String path) {
        int ran = Ran.times("own") + Ran.times("any") + Ran.times("all");

        assertThat(status(path), is(403));
        assertThat(Ran.times("own") + Ran.times("any") + Ran.times("all"), is(ran));
    }

    @ParameterizedTest
    @CsvSource({
        "/accounts/query, 200",
        "/accounts/query?id=me, 200",
        "/accounts/query?id=me&id=me, 200",
        "/accounts/query?id=you, 403",
        "/accounts/query?id=you&id=me, 403",
        "/accounts/query?id, 403",
        "/accounts/query?id=, 403",
        "/accounts/query?id&id=me, 403"
    })
    void queryParameter_isWhatTheMethodGets(String path, int status) {
        assertThat(status(path), is(status));
    }
}
