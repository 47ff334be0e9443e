#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: Request.evaluatePreconditions for a GET. RESTEasy answers 304 to a caller whose entity tag is
#            an old one, if the date of If-Modified-Since still fits; CXF answers 412 to an
#            If-Modified-Since in a format that it cannot read. Neither takes W/"x" for "x" in If-None-Match.
# Guess:     "If-None-Match decides and If-Modified-Since is ignored beside it, a date that cannot be read
#            is ignored, and If-None-Match compares weakly" (RFC 9110, 13.1.2, 13.1.3). Jersey does so.
# Seen:      "RESTEasy: old tag, same second: 304", "CXF: older format: 412",
#            "RESTEasy: weak tag: 200".
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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.*;
import java.util.concurrent.*;

public class Probe {
    static URI base;

    static void start(Class<?>... classes) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        Application application = new Application() {
            @Override public Set<Class<?>> getClasses() { return Set.of(classes); }
        };
        var server = SeBootstrap.start(application, SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        base = URI.create("http://127.0.0.1:" + server.configuration().port() + "/");
    }

    static HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(base.resolve(path));
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
            .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Path("page") public static class Page {
        @GET public Response get(@Context Request request) {
            var done = request.evaluatePreconditions(new Date(784111777000L), new EntityTag("new"));
            return done == null ? Response.ok("page").build() : done.build();
        }
    }

    static void show(String what, String... headers) throws Exception {
        System.out.println(what + ": " + get("page", headers).statusCode());
    }

    public static void main(String[] args) throws Exception {
        start(Page.class);
        show("old tag, same second", "If-None-Match", "\"old\"", "If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT");
        show("weak tag", "If-None-Match", "W/\"new\"");
        show("older format", "If-Modified-Since", "Sun Nov  6 08:49:37 1994");
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: old tag, same second: 200
Jersey: weak tag: 304
Jersey: older format: 304
RESTEasy: old tag, same second: 304
RESTEasy: weak tag: 200
RESTEasy: older format: 304
CXF: old tag, same second: 200
CXF: weak tag: 200
CXF: older format: 412
S
