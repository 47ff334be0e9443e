package org.resourceprotector.example;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** Commands to try an example with. Each is tried before it is printed, so that what is said of the answer is true. */
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
            out.println("# " + (step.canBeTried() ? answer(step) + ": " : "") + step.about());
            out.println(step.command(base));
        }
        out.println();
        out.println(
                "# 503: any of these, when the database cannot be asked. Start the example with the JDBC_URL, JDBC_USER");
        out.println("# and JDBC_PASSWORD of a PostgreSQL, and stop that.");
    }

    private List<Step> steps() {
        Sample profile = samples.good("alice", "profile");
        List<Step> steps = new ArrayList<>();
        steps.add(Step.get("a token with the scope profile", "user", profile));
        steps.add(Step.get("no token", "user"));
        steps.add(Step.get("something that cannot be a token", "user", new Sample("malformed", "", "")));
        for (Sample bad : samples.bad()) {
            steps.add(Step.get(bad.about(), "user", bad));
        }
        steps.add(Step.get("any token will do", "user/anything", samples.good("bob", "")));
        steps.add(Step.get("profile AND email are needed", "profile", profile));
        steps.add(Step.get("both are there", "profile", samples.good("alice", "profile email")));
        steps.add(Step.get("profile OR email", "contact", samples.good("alice", "email")));
        steps.add(Step.get("profile AND email, OR user", "mixed", samples.good("bob", "user")));
        steps.add(Step.get("the token is optional: without it, what everybody may see", "timeline"));
        steps.add(Step.get("with it, what the user wrote", "timeline", profile));
        samples.bad().stream()
                .limit(1)
                .forEach(bad -> steps.add(Step.get("optional, but " + bad.about(), "timeline", bad)));
        steps.add(Step.get("an @Unprotected method of a protected class", "posts/1"));
        steps.add(new Step("that class protects the other methods", "posts", profile, "text=Hi&shared=true"));
        steps.add(new Step("with the scope post", "posts", samples.good("alice", "post"), "text=Hi&shared=true"));
        steps.add(Step.get("acquire() with the scope profile", "export", profile));
        steps.add(Step.get("acquire() with the scopes profile email", "export?email=true", profile));
        return steps;
    }

    private String answer(Step step) throws IOException, InterruptedException {
        HttpResponse<Void> response = client.send(step.request(base), BodyHandlers.discarding());
        return response.statusCode()
                + response.headers()
                        .firstValue("WWW-Authenticate")
                        .map(challenge -> ", WWW-Authenticate: " + challenge)
                        .orElse("");
    }
}
