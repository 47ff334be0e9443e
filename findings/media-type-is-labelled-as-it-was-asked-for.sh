#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: media types that differ by a parameter. A method of Jersey that produces version=1 answers a caller
#            who accepts version=2 only with the same text, labelled version=2; a method without a version is
#            labelled so by Jersey and CXF. RESTEasy answers 200 with version=1, CXF 406. Two methods, one for
#            each version, are told apart by RESTEasy and CXF; with Jersey the application does not start.
# Guess:     "The Content-Type is what the method produces, whatever is asked for, and 406 if that is not it."
# Seen:      "Jersey: one for version=2: first as application/json;version=2", "Jersey: does not start".
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
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.*;
import java.util.concurrent.*;

public class Probe {
    @Path("one") public static class One {
        @GET @Produces("application/json;version=1") public String first() { return "first"; }
    }

    @Path("plain") public static class Plain {
        @GET @Produces("application/json") public String plain() { return "plain"; }
    }

    @Path("two") public static class Two {
        @GET @Produces("application/json;version=1") public String first() { return "first"; }
        @GET @Produces("application/json;version=2") public String second() { return "second"; }
    }

    static URI start(Class<?>... classes) throws Exception {
        Application application = new Application() {
            @Override public Set<Class<?>> getClasses() { return Set.of(classes); }
        };
        var server = SeBootstrap.start(application, SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        return URI.create("http://127.0.0.1:" + server.configuration().port() + "/");
    }

    static void show(URI base, String path) throws Exception {
        for (String version : new String[] {"1", "2"}) {
            var response = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(
                HttpRequest.newBuilder(base.resolve(path)).header("Accept", "application/json;version=" + version).build(),
                HttpResponse.BodyHandlers.ofString());
            System.out.println(path + " for version=" + version + ": " + (response.statusCode() == 200
                ? response.body() + " as " + response.headers().firstValue("Content-Type").orElse("nothing")
                : response.statusCode()));
        }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        URI base = start(One.class, Plain.class);
        show(base, "one");
        show(base, "plain");
        try {
            show(start(Two.class), "two");
        } catch (ExecutionException refused) {
            System.out.println("does not start: " + refused.getCause().getClass().getSimpleName());
        }
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: one for version=1: first as application/json;version=1
Jersey: one for version=2: first as application/json;version=2
Jersey: plain for version=1: plain as application/json;version=1
Jersey: plain for version=2: plain as application/json;version=2
Jersey: does not start: ModelValidationException
RESTEasy: one for version=1: first as application/json;version=1
RESTEasy: one for version=2: first as application/json;version=1
RESTEasy: plain for version=1: plain as application/json
RESTEasy: plain for version=2: plain as application/json
RESTEasy: two for version=1: first as application/json;version=1
RESTEasy: two for version=2: second as application/json;version=2
CXF: one for version=1: first as application/json;version=1
CXF: one for version=2: 406
CXF: plain for version=1: plain as application/json;version=1
CXF: plain for version=2: plain as application/json;version=2
CXF: two for version=1: first as application/json;version=1
CXF: two for version=2: second as application/json;version=2
S
