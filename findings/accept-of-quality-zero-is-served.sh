#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: "Accept: application/json;q=0, */*" gets JSON from all three, though the resource has text,
#            too. "Accept-Language: de;q=0, *" gets German from Jersey and CXF by Request.selectVariant.
# Guess:     "q=0 means: not acceptable" (RFC 9110, 12.4.2), "so it is the other one".
# Seen:      "CXF: json refused: application/json", "Jersey: German refused: de".
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

    @Path("two") public static class Two {
        @GET @Produces({"application/json", "text/plain;qs=0.5"}) public String types() { return "1"; }

        @GET @Path("languages") @Produces("text/plain") public String languages(@Context Request request) {
            Variant chosen = request.selectVariant(Variant.languages(Locale.GERMAN, Locale.ENGLISH).add().build());
            return chosen == null ? "none" : chosen.getLanguageString();
        }
    }

    public static void main(String[] args) throws Exception {
        start(Two.class);
        String type = get("two", "Accept", "application/json;q=0, */*").headers().firstValue("content-type").get();
        System.out.println("json refused: " + type);
        System.out.println("German refused: " + get("two/languages", "Accept-Language", "de;q=0, *").body());
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: json refused: application/json
Jersey: German refused: de
RESTEasy: json refused: application/json
RESTEasy: German refused: en
CXF: json refused: application/json
CXF: German refused: de
S
