#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: `?size=`, a parameter that is there and empty. For `@DefaultValue("7") int` it is 7 in Jersey, a 404
#            in RESTEasy and 0 in CXF; for a list with that default [7], a list of null, an empty list. An enum
#            is null in Jersey and a 404 in the two others.
# Guess:     "It is one thing in all: a default is for what is absent, and what is empty is no number, so 404,
#            as for `?size=x`."
# Seen:      "Jersey: number?size=: 7", "RESTEasy: number?size=: 404", "CXF: number?size=: 0".
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
import java.util.concurrent.TimeUnit;

public class Probe {
    public enum Size { SMALL, LARGE }

    @Path("/") public static class Sizes {
        @GET @Path("number") public String number(@DefaultValue("7") @QueryParam("size") int size) { return "" + size; }
        @GET @Path("plain") public String plain(@QueryParam("size") int size) { return "" + size; }
        @GET @Path("list") public String list(@DefaultValue("7") @QueryParam("size") List<Integer> sizes) { return "" + sizes; }
        @GET @Path("enum") public String name(@QueryParam("size") Size size) { return "" + size; }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        Application application = new Application() {
            @Override public Set<Class<?>> getClasses() { return Set.of(Sizes.class); }
        };
        var server = SeBootstrap.start(application, SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        for (String path : List.of("number", "plain", "list", "enum", "number?size=x", "number?size=", "plain?size=", "list?size=", "enum?size=")) {
            var response = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.configuration().port() + "/" + path)).build(),
                HttpResponse.BodyHandlers.ofString());
            System.out.println(path + ": " + (response.statusCode() == 200 ? response.body() : response.statusCode()));
        }
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: number: 7
Jersey: plain: 0
Jersey: list: [7]
Jersey: enum: null
Jersey: number?size=x: 404
Jersey: number?size=: 7
Jersey: plain?size=: 0
Jersey: list?size=: [7]
Jersey: enum?size=: null
RESTEasy: number: 7
RESTEasy: plain: 0
RESTEasy: list: [7]
RESTEasy: enum: null
RESTEasy: number?size=x: 404
RESTEasy: number?size=: 404
RESTEasy: plain?size=: 404
RESTEasy: list?size=: [null]
RESTEasy: enum?size=: 404
CXF: number: 7
CXF: plain: 0
CXF: list: [7]
CXF: enum: null
CXF: number?size=x: 404
CXF: number?size=: 0
CXF: plain?size=: 0
CXF: list?size=: []
CXF: enum?size=: 404
S
