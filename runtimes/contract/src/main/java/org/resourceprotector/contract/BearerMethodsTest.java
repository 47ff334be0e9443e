package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;

/** Tokens in forms and in the query, for applications that accept them, and for all others. */
class BearerMethodsTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String TOKEN = "access_token=" + Tokens.PROFILE;
    private static final String METADATA = "/.well-known/oauth-protected-resource";

    /** Reads forms, and shows what it has read. */
    @Path("/")
    public static class Root {

        /**
         * Answers.
         *
         * @return the text of the form
         */
        @POST
        @Path("text")
        @Protected("profile")
        @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
        public String text(@FormParam("text") String text) {
            Ran.here("bearer-methods");
            return String.valueOf(text);
        }

        /**
         * Answers.
         *
         * @return the text of the form
         */
        @POST
        @Path("whole")
        @Protected("profile")
        @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
        public String whole(MultivaluedMap<String, String> form) {
            return String.valueOf(form.getFirst("text"));
        }

        /**
         * Answers.
         *
         * @return a word
         */
        @GET
        @Path("profile")
        @Protected("profile")
        public String profile() {
            Ran.here("bearer-methods");
            return "profile";
        }

        /**
         * Answers.
         *
         * @return a word
         */
        @POST
        @Path("profile")
        @Protected("profile")
        public String post() {
            return "posted";
        }
    }

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Root.class,
            ResourceProtector.builder()
                    .validator(TOKENS.validator())
                    .acceptFormToken()
                    .acceptQueryToken()
                    .metadata(ResourceMetadata.builder()
                            .resource("https://api.example.com")
                            .build())
                    .build());

    @Test
    @DisplayName("R6750-2.2-a R6750-2.2-f a form with a token is let in, and read as if nobody had")
    void formWithToken_isReadAsIfNobodyHad() {
        for (String path : List.of("/text", "/whole")) {
            assertThat(
                    SERVER.call("POST", path)
                            .body(FORM, TOKEN + "&text=a+%26b")
                            .send()
                            .body(),
                    is("a &b"));
            assertThat(
                    SERVER.call("POST", path)
                            .body(FORM, "text=c&" + TOKEN)
                            .send()
                            .body(),
                    is("c"));
            assertThat(
                    SERVER.call("POST", path)
                            .bearer(Tokens.PROFILE)
                            .body(FORM, "text=d")
                            .send()
                            .body(),
                    is("d"));
        }
    }

    @Test
    @DisplayName("R6750-2.2-b a form without a token, and one of another type, get a challenge")
    void formWithoutToken_getsAChallenge() {
        Answer without = SERVER.call("POST", "/text").body(FORM, "text=a").send();
        assertThat(without.status(), is(401));
        Answer other = SERVER.call("POST", "/profile").body("text/plain", TOKEN).send();
        assertThat(other.status(), is(401));
        Answer unknown = SERVER.call("POST", "/text")
                .body(FORM, "access_token=" + Tokens.UNKNOWN)
                .send();
        assertThat(unknown.status(), is(401));
        Answer missing =
                SERVER.call("POST", "/text").body(FORM, "access_token=").send();
        assertThat(missing.status(), is(400));
    }

    @Test
    @DisplayName(
            "R6750-2.3-a R6750-2.3-b R6750-2.3-c a token in the query of a GET is let in, and the answer is private")
    void queryWithToken_hasAPrivateAnswer() {
        Answer answer = SERVER.get("/profile?" + TOKEN).send();
        assertThat(answer.body(), is("profile"));
        assertThat(answer.header("Cache-Control"), is("private"));
        assertThat(SERVER.call("HEAD", "/profile?" + TOKEN).send().status(), is(200));
        assertThat(
                SERVER.get("/profile?access%5Ftoken=%" + Integer.toHexString(Tokens.PROFILE.charAt(0))
                                + Tokens.PROFILE.substring(1))
                        .send()
                        .body(),
                is("profile"));
        assertThat(SERVER.get("/profile?Access_Token=" + Tokens.PROFILE).send().status(), is(401));
        assertThat(SERVER.get("/profile?access_token").send().status(), is(400));
        Answer inTwoCases = SERVER.get("/profile?" + TOKEN + "&ACCESS_TOKEN=x").send();
        assertThat(inTwoCases.body(), is("profile"));
        assertThat(inTwoCases.header("Cache-Control"), is("private"));
        Answer header = SERVER.get("/profile").bearer(Tokens.PROFILE).send();
        assertThat(header.header("Cache-Control"), is(""));
        assertThat(
                SERVER.call("POST", "/profile?" + TOKEN)
                        .body("text/plain", "x")
                        .send()
                        .status(),
                is(401));
        Answer refused = SERVER.get("/profile?access_token=" + Tokens.UNKNOWN).send();
        assertThat(refused.status(), is(401));
        assertThat(refused.header("Cache-Control"), is("no-store"));
    }

    @Test
    @DisplayName("R6750-2-a R6750-2-b R6750-2.3-d two tokens in one request are malformed, wherever they are")
    void twoTokens_areMalformed() {
        for (Call two : List.of(
                SERVER.get("/profile?" + TOKEN).bearer(Tokens.PROFILE),
                SERVER.get("/profile?" + TOKEN + "&ACCESS_TOKEN=x").bearer(Tokens.PROFILE),
                SERVER.get("/profile?" + TOKEN + "&" + TOKEN),
                SERVER.call("POST", "/text").bearer(Tokens.PROFILE).body(FORM, TOKEN),
                SERVER.call("POST", "/text").body(FORM, TOKEN + "&" + TOKEN))) {
            int ran = Ran.times("bearer-methods");
            Answer answer = two.send();
            assertThat(answer.status(), is(400));
            assertThat(answer.header("Cache-Control"), is("no-store"));
            assertThat(
                    answer.challenge(),
                    is("Bearer realm=\"api\", error=\"invalid_request\", error_description=\"The request needs exactly"
                            + " one well-formed access token, sent in a secure way\""));
            assertThat(Ran.times("bearer-methods"), is(ran));
        }
    }

    @Test
    @DisplayName("R9728-2-e the metadata names the ways that are enabled")
    void metadata_namesTheWays() {
        assertThat(
                SERVER.get(METADATA).send().body(),
                is("{\"resource\":\"https://api.example.com\",\"scopes_supported\":[\"profile\"],"
                        + "\"bearer_methods_supported\":[\"header\",\"body\",\"query\"]}"));
    }

    @Test
    @DisplayName(
            "R6750-2.2-a R6750-2.3-a FAPI2-5.3.4-2 without a setting, tokens elsewhere are parameters like any other")
    void withoutSetting_tokensElsewhereAreNone() {
        ResourceProtector plain = ResourceProtector.with(TOKENS.validator());
        try (Server server = Server.start(new Api(Root.class, plain))) {
            assertThat(server.get("/profile?" + TOKEN).send().status(), is(401));
            assertThat(server.call("POST", "/text").body(FORM, TOKEN).send().status(), is(401));
            Answer both = server.get("/profile?" + TOKEN).bearer(Tokens.PROFILE).send();
            assertThat(both.status(), is(200));
            assertThat(both.header("Cache-Control"), is(""));
        }
    }
}
