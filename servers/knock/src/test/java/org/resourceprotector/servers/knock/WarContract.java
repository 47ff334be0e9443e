package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is declared holds in a WAR, and one that has forgotten its protector is not open. */
abstract class WarContract extends ApplicationContract {

    static final Duration DEPLOYMENT = Duration.ofSeconds(90);

    /** Between brackets, colours or blanks, as servers write it in front of a message. */
    private static final Pattern LEVEL =
            Pattern.compile("(?<![A-Za-ln-z])(SEVERE|ERROR|WARN|WARNING|INFO)(?![A-Za-z])");

    final WarServer installed;
    private final int statusWithoutProtector;
    ServerProcess process;

    /** A server, and what an application answers there that has forgotten its protector. */
    WarContract(String name, WarServer installed, int statusWithoutProtector) {
        super(name);
        this.installed = installed;
        this.statusWithoutProtector = statusWithoutProtector;
    }

    @BeforeAll
    void start() {
        deploy("api", "own");
        if (!installed.takesMoreWhileItRuns()) {
            deploy("forgotten", "none");
        }
        process = installed.start();
        server().answers("/declared", "ran");
    }

    @AfterAll
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    final ServerProcess server() {
        return process.under("/api");
    }

    /** At which level the log has the refusal. */
    String level() {
        return "SEVERE or ERROR";
    }

    private static String levelOfRefusal(String log) {
        return LEVEL.matcher(log.substring(0, log.indexOf(REFUSAL)))
                .results()
                .map(MatchResult::group)
                .reduce("none", (former, later) -> later);
    }

    private void deploy(String name, String protector) {
        Path file = Path.of("target", "wars", installed.libraries() + "-" + protector + ".war");
        installed.deploy(
                name, War.of(installed.libraries(), settings(protector)).make(file));
    }

    @Test
    void applicationWithoutProtector_answersNothing() {
        if (installed.takesMoreWhileItRuns()) {
            deploy("forgotten", "none");
        }
        ServerProcess forgotten = process.under("/forgotten");

        // what is refused is in the log before the server has given the application up
        forgotten.await(DEPLOYMENT, () -> {
            HttpResponse<String> answer = forgotten.call("GET", "/declared/method");
            assertThat(answer.body(), not(startsWith("ran")));
            return forgotten.log().contains(REFUSAL) && answer.statusCode() == statusWithoutProtector;
        });
        assertThat(level(), containsString(levelOfRefusal(forgotten.log())));
        for (String path : new String[] {"/declared/method", "/class", "/declared/protected-locator", "/declared"}) {
            HttpResponse<String> without = forgotten.call("GET", path);
            HttpResponse<String> with = forgotten.call("GET", path, "Authorization", "Bearer has.admin.profile");

            assertThat(without.statusCode(), is(statusWithoutProtector));
            assertThat(with.statusCode(), is(statusWithoutProtector));
            assertThat(without.body(), not(startsWith("ran")));
            assertThat(with.body(), not(startsWith("ran")));
        }
        assertThat(call("GET", "/declared").statusCode(), is(200));
    }
}
