package org.resourceprotector.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code resource-protector explain} prints of tokens, and never prints. */
class CommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

    private int run(String input, String... arguments) {
        return new Command(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(problems, true, UTF_8))
                .run(arguments);
    }

    private String printed() {
        return out.toString(UTF_8);
    }

    @Test
    void goodToken_isAcceptedWithEveryCheckPassed() {
        try (TestIssuer issuer = TestIssuer.start()) {
            String token = issuer.token().value();

            int end = run(
                    token + "\n",
                    "explain",
                    "-",
                    "--issuer",
                    issuer.issuer(),
                    "--audience",
                    issuer.audience(),
                    "--insecure-loopback-http");

            assertThat(printed(), end, is(0));
            assertThat(printed(), startsWith("The token is accepted.\npassed  form"));
            assertThat(printed(), not(containsString("FAILED")));
            assertThat(printed(), containsString("keys that were looked at: kid \""));
            assertThat(printed(), not(containsString(signature(token))));
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    @Test
    void badToken_isExplainedWithEveryCheckThatFails(@TempDir Path folder) throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            Path keys = Files.writeString(folder.resolve("jwks.json"), issuer.jwkSetJson());
            String token = issuer.token()
                    .typ("JWT")
                    .audience("other")
                    .expiresAt(Instant.now().minus(Duration.ofHours(1)))
                    .value();

            int end = run(
                    "",
                    "explain",
                    token,
                    "--issuer",
                    issuer.issuer() + "/",
                    "--audience",
                    "api",
                    "--jwks",
                    keys.toString());

            assertThat(end, is(1));
            assertThat(
                    printed(),
                    allOf(
                            startsWith("The token is not accepted.\n"),
                            containsString("FAILED  iss"),
                            containsString("they differ by a trailing slash"),
                            containsString("FAILED  typ"),
                            containsString(
                                    "acceptTyp(\"JWT\") or the property resource-protector.accept-typ accepts it"),
                            containsString("passed  signature"),
                            containsString("FAILED  aud"),
                            containsString("FAILED  time"),
                            containsString("expired 60 minutes ago")));
            assertThat(printed(), not(containsString(signature(token))));
            assertThat(printed(), not(containsString(token.substring(0, token.indexOf('.')))));
        }
    }

    @Test
    void settings_areThoseOfTheValidator(@TempDir Path folder) throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            Path keys = Files.writeString(folder.resolve("jwks.json"), issuer.jwkSetJson());
            String token = issuer.token().typ("JWT").value();
            String[] base = {
                "explain",
                token,
                "--issuer",
                issuer.issuer(),
                "--audience",
                issuer.audience(),
                "--jwks",
                keys.toString()
            };

            assertThat(run("", base), is(1));
            assertThat(run("", with(base, "--accept-typ", "JWT")), is(0));
            assertThat(run("", with(base, "--profile", "AUTH0")), is(0));
            assertThat(run("", with(base, "--profile", "LEMONLDAP_NG", "--accept-nonce", "--accept-zip-none")), is(0));
            assertThat(run("", with(base, "--profile", "AUTH0", "--at", "2001-01-01T00:00:00Z")), is(1));
            assertThat(printed(), containsString("iat is in "));
        }
    }

    private static String[] with(String[] base, String... more) {
        String[] all = Arrays.copyOf(base, base.length + more.length);
        System.arraycopy(more, 0, all, base.length, more.length);
        return all;
    }

    @Test
    void keysThatCannotBeFetched_areAFailedCheck() {
        int end;
        String token;
        try (TestIssuer issuer = TestIssuer.start()) {
            token = issuer.token().value();
        }
        end = run("", "explain", token, "--issuer", "https://no-such-host.invalid", "--audience", "api");

        assertThat(end, is(1));
        assertThat(printed(), containsString("FAILED  signature"));
        assertThat(printed(), containsString("the log says why"));
    }

    @Test
    void somethingElseThanAJwt_isExplained() {
        assertThat(run("", "explain", "opaque", "--issuer", "https://as.example", "--audience", "api"), is(1));
        assertThat(printed(), containsString("FAILED  form"));
        assertThat(printed(), containsString("not a JWT"));
    }

    @Test
    void wrongCommandLine_isToldWithoutTheToken() {
        assertThat(run(""), is(2));
        assertThat(run("", "explain", "t", "--issuer", "https://as.example"), is(2));
        assertThat(run("", "explain", "--issuer", "t0k3n"), is(2));
        assertThat(run("", "explain", "t", "t0k3n"), is(2));
        assertThat(run("", "explain", "t", "--clock-skew", "long"), is(2));
        assertThat(run("", "explain", "t", "--profile", "NONE", "--issuer", "x", "--audience", "y"), is(2));
        assertThat(problems.toString(UTF_8), containsString("usage: explain TOKEN --issuer ISSUER"));
        assertThat(problems.toString(UTF_8), not(containsString("t0k3n")));
        assertThat(printed(), is(""));
    }

    @Test
    void plainHttp_isToldTheOptionThatAllowsIt() {
        String[] base = {"explain", "t", "--audience", "api", "--issuer"};

        assertThat(run("", with(base, "http://127.0.0.1:1")), is(2));
        assertThat(
                problems.toString(UTF_8),
                startsWith("issuer must begin with https://; plain http is for loopback hosts, and only by"
                        + " --insecure-loopback-http\n"));
        assertThat(run("", with(base, "http://127.0.0.1:1", "--insecure-loopback-http")), is(1));
    }
}
