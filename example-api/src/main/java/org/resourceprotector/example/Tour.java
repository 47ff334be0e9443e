package org.resourceprotector.example;

import java.io.IOException;
import java.io.PrintStream;
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

    void print(PrintStream out) throws IOException, InterruptedException {
        List<Step> steps = steps();
        out.println();
        samples.preparation().forEach(out::println);
        for (Step step : steps) {
            out.println();
            print(step, out);
        }
        out.println();
        out.println(
                "# 503: any of these that needs the database, when the database cannot be asked. To see it, set JDBC_URL,");
        out.println("# JDBC_USER and JDBC_PASSWORD to a PostgreSQL, start this again, and stop the PostgreSQL.");
        out.println();
    }

    private void print(Step step, PrintStream out) throws IOException, InterruptedException {
        if (step.canBeTried()) {
            HttpResponse<Void> response = client.send(step.request(base), BodyHandlers.discarding());
            out.println("# " + response.statusCode() + ": " + step.about());
            response.headers()
                    .allValues("WWW-Authenticate")
                    .forEach(challenge -> out.println("# WWW-Authenticate: " + challenge));
        } else {
            out.println("# " + step.about());
        }
        out.println(step.command(base));
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
