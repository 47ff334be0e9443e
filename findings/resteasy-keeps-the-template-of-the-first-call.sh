#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: UriInfo.getMatchedResourceTemplate() of Jakarta REST 4.0. RESTEasy keeps what it answers at
#            the first call: if a pre-matching filter asks for it, it is "/" in the resource method,
#            too. Jersey and CXF answer anew each time.
# Guess:     "What is asked before the match tells nothing, and what is asked later tells all."
# Seen:      "RESTEasy: asked before, too: '/'", "CXF: asked before, too: '/orders/{id}'".
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

    @Path("orders") public static class Orders {
        @GET @Path("{id}") public String get(@Context UriInfo uri) { return "'" + uri.getMatchedResourceTemplate() + "'"; }
    }

    @PreMatching public static class Early implements ContainerRequestFilter {
        @Override public void filter(ContainerRequestContext request) {
            if (request.getHeaderString("early") != null) {
                try {
                    request.getUriInfo().getMatchedResourceTemplate();
                } catch (RuntimeException notMatched) {
                    return;
                }
            }
        }
    }

    public static void main(String[] args) throws Exception {
        start(Orders.class, Early.class);
        System.out.println("asked once: " + get("orders/7").body());
        System.out.println("asked before, too: " + get("orders/7", "early", "yes").body());
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: asked once: '/orders/{id}'
Jersey: asked before, too: '/orders/{id}'
RESTEasy: asked once: '/orders/{id}'
RESTEasy: asked before, too: '/'
CXF: asked once: '/orders/{id}'
CXF: asked before, too: '/orders/{id}'
S
