#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: AsyncResponse of CXF. A TimeoutHandler that hands the work to another thread (a fallback that
#            is fetched, say) is answered for as soon as it returns: 204 No Content. The resume that follows
#            returns true, and its entity is lost. A method that resumes or cancels and then throws is
#            answered with what it threw.
# Guess:     "Whoever got true from resume has answered; until then the response stays suspended." So it is
#            with Jersey and RESTEasy.
# Seen:      "CXF: late: 204, resume true", "CXF: thrown: 403, resume true".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() { # folder, then dependencies
  mkdir "$1"; { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo "<version>1</version><dependencies>$2</dependencies></project>"; } >"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory=lib
}
get Jersey "$(dep org.glassfish.jersey.containers jersey-container-grizzly2-http 4.0.2
  dep org.glassfish.jersey.inject jersey-hk2 4.0.2)"
get RESTEasy "$(dep org.jboss.resteasy resteasy-undertow 7.0.1.Final)"
get CXF "$(dep org.apache.cxf cxf-rt-frontend-jaxrs 4.2.3
  dep org.apache.cxf cxf-rt-transports-http-jetty 4.2.3)"

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import java.net.http.*;
import java.util.*;
import java.util.concurrent.*;

public class Probe {
    static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();
    static final ScheduledExecutorService WORKER = Executors.newSingleThreadScheduledExecutor();

    @Path("wait") public static class Wait {
        @GET @Path("in-time") public void inTime(@Suspended AsyncResponse response) {
            response.setTimeout(10, TimeUnit.SECONDS);
            WORKER.schedule(() -> SEEN.add("resume " + response.resume("done")), 200, TimeUnit.MILLISECONDS);
        }
        @GET @Path("late") public void late(@Suspended AsyncResponse response) {
            response.setTimeoutHandler(late ->
                WORKER.schedule(() -> SEEN.add("resume " + late.resume("fallback")), 500, TimeUnit.MILLISECONDS));
            response.setTimeout(200, TimeUnit.MILLISECONDS);
        }
        @GET @Path("thrown") public void thrown(@Suspended AsyncResponse response) {
            SEEN.add("resume " + response.resume("done"));
            throw new ForbiddenException();
        }
        @GET @Path("cancelled") public void cancelled(@Suspended AsyncResponse response) {
            SEEN.add("cancel " + response.cancel());
            throw new ForbiddenException();
        }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        Application application = new Application() {
            @Override public Set<Class<?>> getClasses() { return Set.of(Wait.class); }
        };
        var server = SeBootstrap.start(application, SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        for (String path : List.of("in-time", "late", "thrown", "cancelled")) {
            var response = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.configuration().port() + "/wait/" + path))
                    .build(), HttpResponse.BodyHandlers.ofString());
            System.out.println(path + ": " + response.statusCode() + " " + response.body() + ", "
                + SEEN.poll(10, TimeUnit.SECONDS));
        }
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /; s/ ,/,/" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: in-time: 200 done, resume true
Jersey: late: 200 fallback, resume true
Jersey: thrown: 200 done, resume true
Jersey: cancelled: 503, cancel true
RESTEasy: in-time: 200 done, resume true
RESTEasy: late: 200 fallback, resume true
RESTEasy: thrown: 200 done, resume true
RESTEasy: cancelled: 503, cancel true
CXF: in-time: 200 done, resume true
CXF: late: 204, resume true
CXF: thrown: 403, resume true
CXF: cancelled: 403, cancel true
S
