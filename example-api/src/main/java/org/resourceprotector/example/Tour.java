package org.resourceprotector.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands to try an example with. All that change nothing are tried before they are printed, so that what is said of the
 * answers is true.
 */
final class Tour {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Samples samples;

    Tour(URI base, Samples samples) {
        this.base = base;
        this.samples = samples;
    }

    String text() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        List<Step> steps = steps();
        lines.addAll(samples.preparation());
        for (Step step : steps) {
            lines.add("");
            lines.addAll(lines(step));
        }
        lines.add("");
        lines.add(
                "# 503: all that need the database, while it cannot be asked. To see that, set JDBC_URL, JDBC_USER and");
        lines.add("# JDBC_PASSWORD to a PostgreSQL, start this again, and stop the PostgreSQL.");
        return System.lineSeparator() + String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private List<String> lines(Step step) throws IOException, InterruptedException {
        if (!step.canBeTried()) {
            return List.of("# " + step.about(), step.command(base));
        }
        HttpResponse<Void> response = client.send(step.request(base), BodyHandlers.discarding());
        List<String> lines = new ArrayList<>();
        lines.add("# " + response.statusCode() + ": " + step.about());
        response.headers().allValues("WWW-Authenticate").forEach(text -> lines.add("# WWW-Authenticate: " + text));
        lines.add(step.command(base));
        return lines;
    }

    private List<Step> steps() {
        Sample profile = samples.good("alice", "profile");
        List<Sample> refused = samples.bad();
        List<Step> steps = new ArrayList<>();
        steps.add(Step.get("a token with the scope profile", "user", profile));
        steps.add(Step.get("no token", "user"));
        steps.add(Step.get("something that cannot be a token", "user", new Sample("malformed", "", "")));
        for (Sample bad : refused) {
            steps.add(Step.get(bad.about(), "user", bad));
        }
        steps.add(Step.get("any token will do", "user/anything", samples.good("bob", "")));
        steps.add(Step.get("profile AND email are needed", "profile", profile));
        steps.add(Step.get("both are there", "profile", samples.good("alice", "profile email")));
        steps.add(Step.get("profile OR email", "contact", samples.good("alice", "email")));
        steps.add(Step.get("profile AND email, OR user", "mixed", samples.good("bob", "user")));
        steps.add(Step.get("the token is optional: without it, what everybody may see", "timeline"));
        steps.add(Step.get("with it, what the user wrote", "timeline", profile));
        refused.stream().limit(1).forEach(bad -> steps.add(Step.get("optional, but " + bad.about(), "timeline", bad)));
        steps.add(Step.get("an @Unprotected method of a protected class", "posts/1"));
        steps.add(new Step("that class protects the other methods", "posts", profile, "text=Hi&shared=true"));
        Sample post = samples.good("alice", "post").untried();
        steps.add(new Step("201: with the scope post; the post stays", "posts", post, "text=Hi&shared=true"));
        steps.add(Step.get("acquire() with the scope profile", "export", profile));
        steps.add(Step.get("acquire() with the scopes profile email", "export?email=true", profile));
        return steps;
    }
}
