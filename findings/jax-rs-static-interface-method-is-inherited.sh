#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: (1) A public method takes over @GET and @Path of a *static* method of an interface that only
#            has its name: it is a resource method on Jersey, RESTEasy and CXF. (2) A class that inherits
#            @Path from an interface and gives its own method another path: RESTEasy serves the path of
#            the interface, Jersey and CXF serve that of the class.
# Guess:     "A static method overrides and inherits nothing; a class whose methods carry annotations of
#            their own inherits none" (Jakarta REST, 3.6).
# Seen:      "Jersey: static: 200", "RESTEasy: /own: 404, /its: 200", "Jersey: /own: 200, /its: 404".
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

    public interface Named { @GET @Path("name") static String name() { return "static"; } }

    @Path("static") public static class OnlyNamed implements Named { public String name() { return "instance"; } }

    @Path("inherited") public interface Contract { @GET @Path("its") String get(); }

    public static class Own implements Contract { @Override @GET @Path("own") public String get() { return "own"; } }

    public static void main(String[] args) throws Exception {
        start(OnlyNamed.class, Own.class);
        System.out.println("static: " + get("static/name").statusCode());
        System.out.println("/own: " + get("inherited/own").statusCode()
            + ", /its: " + get("inherited/its").statusCode());
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: static: 200
Jersey: /own: 200, /its: 404
RESTEasy: static: 200
RESTEasy: /own: 404, /its: 200
CXF: static: 200
CXF: /own: 200, /its: 404
S
