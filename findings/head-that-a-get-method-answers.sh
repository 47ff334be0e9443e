#!/usr/bin/env bash
# Packages:  org.glassfish.jersey.containers:jersey-container-grizzly2-http 4.0.2,
#            org.jboss.resteasy:resteasy-undertow 7.0.1.Final
# Behaviour: a HEAD request that a @GET method answers. On Jersey the request filters and the injected
#            Request say that the method is GET; filters that are @PreMatching, and response filters,
#            say HEAD. On RESTEasy all of them say HEAD. Whatever compares the method (a signature
#            over it, an audit, a rule for GET only) depends on the engine and on its place.
# Guess:     "getMethod() is the method of the request line, before and after matching."
# Seen:      "jersey: before matching HEAD, request filter GET, resource GET, response filter HEAD",
#            and HEAD four times for resteasy.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
project() {
  mkdir "$1"
  printf '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>' >"$1/pom.xml"
  printf '<dependencies>%s</dependencies></project>\n' "$2" >>"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
}
project jersey "$(dep org.glassfish.jersey.containers jersey-container-grizzly2-http 4.0.2)$(dep org.glassfish.jersey.inject jersey-hk2 4.0.2)"
project resteasy "$(dep org.jboss.resteasy resteasy-undertow 7.0.1.Final)"

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import java.net.http.*;
import java.util.*;

public class Probe {
    static final List<String> SEEN = Collections.synchronizedList(new ArrayList<>());

    @Path("item") public static class Item {
        @GET public String get(@Context Request request) { SEEN.add("resource " + request.getMethod()); return "item"; }
    }

    @PreMatching public static class Before implements ContainerRequestFilter {
        public void filter(ContainerRequestContext request) { SEEN.add("before matching " + request.getMethod()); }
    }

    public static class After implements ContainerRequestFilter {
        public void filter(ContainerRequestContext request) { SEEN.add("request filter " + request.getMethod()); }
    }

    public static class Last implements ContainerResponseFilter {
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            SEEN.add("response filter " + request.getMethod());
        }
    }

    public static class App extends Application {
        @Override public Set<Class<?>> getClasses() { return Set.of(Item.class, Before.class, After.class, Last.class); }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        var server = SeBootstrap.start(new App(), SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get();
        var uri = server.configuration().baseUriBuilder().path("item").build();
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            HttpResponse.BodyHandlers.discarding());
        System.out.println(args[0] + ": " + String.join(", ", SEEN));
        System.exit(0);
    }
}
J
for engine in jersey resteasy; do
  timeout 60 java -cp "$engine/lib/*" Probe.java $engine 2>err || { cat err; exit 1; }
done | tee seen
diff seen - <<'E'
jersey: before matching HEAD, request filter GET, resource GET, response filter HEAD
resteasy: before matching HEAD, request filter HEAD, resource HEAD, response filter HEAD
E
