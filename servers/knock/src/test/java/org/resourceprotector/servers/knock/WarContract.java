package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is declared holds in a WAR, and one that has forgotten its protector is not open. */
abstract class WarContract extends ApplicationContract {

    private static final Duration DEPLOYMENT = Duration.ofSeconds(90);

    private final WarServer installed;
    private final int statusWithoutProtector;
    private ServerProcess process;

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
