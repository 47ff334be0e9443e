#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: (1) Jersey and RESTEasy build the resource and convert its @QueryParam field before the
#            request filters, so both run even if a filter aborts with 401; CXF does so after them.
#            (2) For OPTIONS that no method handles, Jersey runs the request filters, with a class
#            of its own as ResourceInfo; RESTEasy and CXF answer 200 with no request filter at all,
#            though the response filter runs in all three.
# Guess:     "A request filter stands before the resource's code, and sees each request that gets an
#            answer of a resource", by the order in the specification's appendix.
# Seen:      "Jersey GET 401 [convert, construct, filter of Item, response filter]", "CXF GET 401
#            [filter of Item, response filter]", "CXF OPTIONS 200 [response filter]".
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
    static final List<String> LOG = new CopyOnWriteArrayList<>();

    public static class Text {
        public static Text valueOf(String text) { LOG.add("convert"); return new Text(); }
    }

    @Path("item") public static class Item {
        @QueryParam("q") Text text;
        public Item() { LOG.add("construct"); }
        @GET public String get() { return "item"; }
    }

    public static class Filter implements ContainerRequestFilter, ContainerResponseFilter {
        @Context ResourceInfo resource;
        public void filter(ContainerRequestContext request) {
            LOG.add("filter of " + resource.getResourceMethod().getDeclaringClass().getSimpleName());
            if (request.getMethod().equals("GET")) request.abortWith(Response.status(401).build());
        }
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            LOG.add("response filter");
        }
    }

    public static class App extends Application {
        @Override public Set<Class<?>> getClasses() { return Set.of(Item.class, Filter.class); }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        var server = SeBootstrap.start(new App(), SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        for (String method : List.of("GET", "OPTIONS")) {
            LOG.clear();
            var uri = URI.create("http://127.0.0.1:" + server.configuration().port() + "/item?q=1");
            var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
            int status = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            System.out.println(args[0] + " " + method + " " + status + " " + LOG);
        }
        System.exit(0);
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java $runtime 2>err || { cat err; exit 1; }
done | tee seen
diff seen - <<'E'
Jersey GET 401 [convert, construct, filter of Item, response filter]
Jersey OPTIONS 200 [filter of PlainTextOptionsInflector, response filter]
RESTEasy GET 401 [construct, convert, filter of Item, response filter]
RESTEasy OPTIONS 200 [response filter]
CXF GET 401 [filter of Item, response filter]
CXF OPTIONS 200 [response filter]
E
