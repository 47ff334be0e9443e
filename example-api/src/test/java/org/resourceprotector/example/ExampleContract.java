package org.resourceprotector.example;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Client.Answer;

/** What the social API answers over HTTP, whatever it runs on and whatever its tokens are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ExampleContract {

    private static final String NEEDS_PROFILE = "Bearer realm=\"api\", scope=\"profile\"";
    private static final String BAD_TOKEN = "Bearer realm=\"api\", error=\"invalid_token\","
            + " error_description=\"The access token is not valid here, or not valid any more\"";
    private static final String BAD_REQUEST = "Bearer realm=\"api\", error=\"invalid_request\","
            + " error_description=\"The request needs exactly one well-formed access token, sent in a secure way\"";

    private static final String ALICE = "{\"displayName\":\"Alice Arden\",\"name\":\"alice\"}";
    private static final String ALICE_WITH_EMAIL =
            "{\"displayName\":\"Alice Arden\",\"email\":\"alice@example.com\",\"name\":\"alice\"}";

    private Example example;
    private Samples tokens;
    private Client client;

    protected abstract Example start(Settings settings);

    @BeforeAll
    void startOnAFreePort(@TempDir Path directory) {
        example = start(settings(directory));
        tokens = example.samples();
        client = new Client(example.uri());
    }

    @AfterAll
    void stop() {
        example.close();
    }

    static Settings settings(Path directory) {
        return new Settings("test", Map.of("PORT", "0", "DATA_DIR", directory.toString()));
    }

    private static String notEnough(String scope) {
        return "Bearer realm=\"api\", scope=\"" + scope + "\", error=\"insufficient_scope\","
                + " error_description=\"The access token does not allow this request\"";
    }

    private static void assertRefused(Answer answer, int status, String challenge) {
        assertThat(answer.headers("WWW-Authenticate"), contains(challenge));
        assertThat(answer.status(), is(status));
        assertThat(answer.header("Content-Type"), is("application/problem+json"));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        assertThat(answer.body(), containsString("\"status\":" + status));
    }

    private static void assertJson(Answer answer, String json) {
        assertThat(answer.body(), is(json));
        assertThat(answer.status(), is(200));
        assertThat(answer.header("Content-Type"), is("application/json"));
        assertThat(answer.headers("WWW-Authenticate"), is(empty()));
    }

    @Test
    void userNeedsTheScopeProfile() {
        assertRefused(client.get("user"), 401, NEEDS_PROFILE);
        assertRefused(client.get("user", tokens.good("alice", "email")), 403, notEnough("profile"));
        assertJson(client.get("user", tokens.good("alice", "profile")), ALICE);
        assertJson(client.get("user", tokens.good("alice", "openid profile email")), ALICE);
    }

    @Test
    void anythingNeedsATokenAndNoScope() {
        assertRefused(client.get("user/anything"), 401, "Bearer realm=\"api\"");
        assertJson(client.get("user/anything", tokens.good("bob", "")), "{\"scopes\":[],\"user\":\"bob\"}");
        assertJson(
                client.get("user/anything", tokens.good("bob", "email")), "{\"scopes\":[\"email\"],\"user\":\"bob\"}");
    }

    @Test
    void profileNeedsBothScopes() {
        assertRefused(client.get("profile"), 401, "Bearer realm=\"api\", scope=\"profile email\"");
        assertRefused(client.get("profile", tokens.good("alice", "profile")), 403, notEnough("profile email"));
        assertRefused(client.get("profile", tokens.good("alice", "email")), 403, notEnough("profile email"));
        assertJson(client.get("profile", tokens.good("alice", "email profile")), ALICE_WITH_EMAIL);
    }

    @Test
    void contactNeedsOneOfTheScopesAndShowsWhatThatOneAllows() {
        assertRefused(client.get("contact", tokens.good("alice", "user")), 403, notEnough("profile"));
        assertJson(client.get("contact", tokens.good("alice", "profile")), ALICE);
        assertJson(client.get("contact", tokens.good("alice", "email")), ALICE_WITH_EMAIL);
    }

    @Test
    void mixedNeedsBothScopesOrAThird() {
        assertRefused(client.get("mixed", tokens.good("alice", "profile")), 403, notEnough("profile email"));
        assertRefused(client.get("mixed", tokens.good("alice", "post")), 403, notEnough("user"));
        assertJson(client.get("mixed", tokens.good("alice", "profile email")), ALICE_WITH_EMAIL);
        assertJson(client.get("mixed", tokens.good("alice", "user")), ALICE_WITH_EMAIL);
    }

    @Test
    void timelineIsPublicWithoutATokenAndPersonalWithOne() {
        Answer everybody = client.get("timeline");
        assertThat(everybody.status(), is(200));
        assertThat(everybody.body(), containsString("Good morning"));
        assertThat(everybody.body(), not(containsString("water the plants")));

        Answer alice = client.get("timeline", tokens.good("alice", ""));
        assertThat(alice.status(), is(200));
        assertThat(alice.body(), containsString("water the plants"));
        assertThat(alice.body(), not(containsString("Good morning")));
    }

    @Test
    void badToken_isRefusedAlikeWhereNeededAndWhereOptional() {
        for (String bad : tokens.bad()) {
            assertRefused(client.get("user", bad), 401, BAD_TOKEN);
            assertRefused(client.get("user/anything", bad), 401, BAD_TOKEN);
            assertRefused(client.get("timeline", bad), 401, BAD_TOKEN);
            assertRefused(client.get("export", bad), 401, BAD_TOKEN);
            assertRefused(client.post("posts", bad, "text=x"), 401, BAD_TOKEN);
        }
    }

    @Test
    void whatCannotBeATokenIsABadRequest() {
        assertRefused(client.send("user", "Bearer"), 400, BAD_REQUEST);
        assertRefused(client.send("user", "Bearer two words"), 400, BAD_REQUEST);
        assertRefused(client.send("user", "Bearer ' OR '1'='1"), 400, BAD_REQUEST);
        assertRefused(client.send("user", "Bearer x';DROP-TABLE-users;--"), 400, BAD_REQUEST);
        assertRefused(client.send("timeline", "Bearer \" OR 1=1"), 400, BAD_REQUEST);
        assertRefused(client.send("user", "Basic YWxpY2U6YWxpY2U="), 401, NEEDS_PROFILE);
    }

    @Test
    void sqlInATokenOrATextIsOnlyText() {
        assertRefused(client.send("user", "Bearer --"), 401, BAD_TOKEN);
        assertRefused(client.send("user", "Bearer 1/0--+~"), 401, BAD_TOKEN);
        assertRefused(client.send("user", "Bearer " + "a".repeat(8_000)), 401, BAD_TOKEN);

        String form = "shared=true&text='%29%3B+DROP+TABLE+posts%3B+--+%22%5C%F0%9F%98%80";
        Answer written = client.post("posts", tokens.good("bob", "post"), form);
        assertThat(written.status(), is(201));
        assertThat(written.body(), containsString("\"text\":\"'); DROP TABLE posts; -- \\\"\\\\\uD83D\uDE00\""));
        assertJson(client.get(written.header("Location")), written.body());
    }

    @Test
    void aProtectedClassHasOneOpenMethod() {
        assertThat(client.get("posts/1").status(), is(200));
        assertThat(client.send("posts/1", "Bearer").status(), is(200));
        assertRefused(client.post("posts", tokens.good("alice", "profile"), "text=x"), 403, notEnough("post"));
    }

    @Test
    void postsThatAreNotSharedAreForTheirAuthorOnly() {
        Answer written = client.post("posts", tokens.good("bob", "post"), "text=A+secret+of+bob");
        assertThat(written.status(), is(201));
        assertThat(client.get(written.header("Location")).status(), is(404));
        assertThat(client.get("timeline").body(), not(containsString("A secret of bob")));
        assertThat(client.get("timeline", tokens.good("bob", "")).body(), containsString("A secret of bob"));
    }

    @Test
    void postsAreOneTo280CharactersLong() {
        String token = tokens.good("bob", "post");
        assertThat(client.post("posts", token, "").status(), is(400));
        assertThat(client.post("posts", token, "text=+").status(), is(400));
        assertThat(client.post("posts", token, "text=" + "x".repeat(281)).status(), is(400));
        assertThat(client.post("posts", token, "text=" + "x".repeat(280)).status(), is(201));
        assertThat(client.get("posts/999999999999999999").status(), is(404));
    }

    @Test
    void exportAcquiresTheTokenThatTheRequestNeeds() {
        assertRefused(client.get("export"), 401, NEEDS_PROFILE);
        assertRefused(client.get("export?email=true"), 401, "Bearer realm=\"api\", scope=\"profile email\"");
        assertRefused(client.send("export", "Bearer two words"), 400, BAD_REQUEST);
        String profile = tokens.good("alice", "profile");
        assertRefused(client.get("export?email=true", profile), 403, notEnough("profile email"));
        assertThat(client.get("export", profile).body(), containsString("\"profile\":" + ALICE));
        assertThat(
                client.get("export?email=true", tokens.good("alice", "profile email"))
                        .body(),
                containsString("\"profile\":" + ALICE_WITH_EMAIL));
    }

    private static String message(String method, String parameters) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    }

    private static String call(String tool, String arguments) {
        return message("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    @Test
    void mcpSpeaksTheProtocolWithWhoeverMayReadTheProfile() {
        String initialize = message(
                "initialize",
                "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                        + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
        assertRefused(client.mcp("", initialize), 401, NEEDS_PROFILE);
        assertRefused(client.mcp(tokens.good("alice", "post"), initialize), 403, notEnough("profile"));

        String token = tokens.good("alice", "profile");
        Answer initialized = client.mcp(token, initialize);
        assertThat(initialized.status(), is(200));
        assertThat(initialized.header("Content-Type"), is("application/json"));
        assertThat(initialized.body(), containsString("\"protocolVersion\":\"2025-11-25\""));
        assertThat(
                client.mcp(token, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status(),
                is(202));
        assertThat(client.mcp(token, message("ping", "{}")).body(), containsString("\"result\":{}"));
        String tools = client.mcp(token, message("tools/list", "{}")).body();
        assertThat(tools, containsString("\"name\":\"whoami\""));
        assertThat(tools, containsString("\"name\":\"write_post\""));
        assertThat(client.get("mcp", token).status(), is(405));
    }

    @Test
    void mcpToolAsksForAllThatItNeedsAtOnce() {
        String profile = tokens.good("alice", "profile");
        assertThat(client.mcp(profile, call("whoami", "{}")).body(), containsString("\"text\":\"Alice Arden\""));
        String write = call("write_post", "{\"text\":\"By a tool\",\"shared\":false}");
        Answer refused = client.mcp(profile, write);
        assertRefused(refused, 403, notEnough("profile post"));
        assertThat(refused.body(), containsString("\"scope\":\"profile post\""));
        assertThat(client.get("timeline", profile).body(), not(containsString("By a tool")));

        Answer written = client.mcp(tokens.good("alice", "profile post"), write);
        assertThat(written.status(), is(200));
        assertThat(written.body(), containsString("\"text\":\"post "));
        assertThat(client.get("timeline", profile).body(), containsString("By a tool"));
    }

    @Test
    @DisplayName("MCP-origin-a a page of another origin, and what is no message, come to no tool")
    void mcpRefusesWhatIsNoMessageOfAClient() {
        String token = tokens.good("alice", "profile post");
        Answer page = client.mcp(token, call("whoami", "{}"), "Origin", "https://evil.example.com");
        assertThat(page.status(), is(403));
        assertThat(page.headers("WWW-Authenticate"), is(empty()));
        for (String bad : List.of("", "{", "[]", "7", "{}", "{\"id\":1}")) {
            Answer answer = client.mcp(token, bad);
            assertThat(bad, answer.status(), is(400));
            assertThat(answer.body(), not(containsString("Exception")));
        }
        assertThat(client.mcp(token, call("unknown", "{}")).body(), containsString("\"error\""));
        assertThat(
                client.mcp(token, call("write_post", "{\"shared\":true}")).body(), containsString("\"isError\":true"));
        assertThat(
                client.mcp(token, call("write_post", "{\"text\":\"  \"}")).body(), containsString("\"isError\":true"));
        assertThat(
                client.mcp(token, call("write_post", "{\"text\":\"" + "x".repeat(281) + "\"}"))
                        .body(),
                containsString("\"isError\":true"));
    }

    @Test
    void tourShowsWhatItSays() throws IOException, InterruptedException {
        assumeTrue(Tour.canRun(), "skipped: sh and curl are not there");
        String tour = Tour.run(tokens.tour(example.uri()));
        assertThat(tour, containsString("# 401: no token\ncurl -i '" + example.uri() + "user'\nHTTP/1.1 401 "));
        assertThat(tour, containsString("WWW-Authenticate: " + NEEDS_PROFILE));
        assertThat(tour, containsString("# 403: profile AND email are needed\ncurl -i "));
        assertThat(tour, containsString("WWW-Authenticate: " + notEnough("profile email")));
        assertThat(tour, containsString("# 200: a token with the scope profile\ncurl -i -H '"));
        assertThat(tour, containsString("# 403: acquire() with the scopes profile email"));
        assertThat(tour, not(containsString("HTTP/1.1 5")));
    }
}
