#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: a resource class implements a generic interface whose method has a path. It overrides that method with
#            another path, and has an overload without annotations. Who answers at the path of the interface?
#            On Jersey the overload, on CXF the override, which has both paths; on RESTEasy nobody.
# Guess:     "nobody: what is annotated itself inherits nothing, and q(String) overrides no q(Integer)"
#            (Jakarta REST, 3.6).
# Seen:      "Jersey: general: 200 String", "CXF: general: 200 Integer", "RESTEasy: general: 404 ".
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

    public interface General<N> {
        @GET @Path("general") String q(@QueryParam("x") N x);
    }

    @Path("r") public static class Special implements General<Integer> {
        @GET @Path("own") public String q(@QueryParam("x") Integer x) { return "Integer"; }
        public String q(String text) { return "String"; }
    }

    public static void main(String[] args) throws Exception {
        start(Special.class);
        for (String path : List.of("own", "general")) {
            var answer = get("r/" + path);
            System.out.println(path + ": " + answer.statusCode() + " " + (answer.statusCode() == 200 ? answer.body() : ""));
        }
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: own: 200 Integer
Jersey: general: 200 String
RESTEasy: own: 200 Integer
RESTEasy: general: 404 
CXF: own: 200 Integer
CXF: general: 200 Integer
S
