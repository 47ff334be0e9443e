#!/usr/bin/env bash
# Packages:  org.glassfish.jersey.containers:jersey-container-jdk-http 4.0.2 and
#            jersey-container-grizzly2-http 4.0.2
# Behaviour: in a request filter, getHeaders().putSingle(name, value) throws
#            UnsupportedOperationException on Jersey's JDK server if the request has that header,
#            and works if it has not. The map is writable, the lists in it are not. So a filter
#            passes every test that omits the header. On Grizzly, with the same Jersey, it always
#            works.
# Guess:     "Either the request's headers are writable in a filter or they are not."
# Seen:      "jdk-http, request with the header: putSingle throws, after remove() it works".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>4.0.2</version></dependency>' "$@"; }
for container in jersey-container-jdk-http jersey-container-grizzly2-http; do
  mkdir $container
  { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
    echo '<version>1</version><dependencies>'
    dep org.glassfish.jersey.containers $container; dep org.glassfish.jersey.inject jersey-hk2
    echo '</dependencies></project>'; } >$container/pom.xml
  mvn -q -B -f $container/pom.xml \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
done

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import java.net.http.*;
import java.util.*;

public class Probe {
    @Path("item") public static class Item { @GET public String get() { return "item"; } }

    public static class Filter implements ContainerRequestFilter {
        public void filter(ContainerRequestContext request) {
            try {
                request.getHeaders().putSingle("X-Trace", "new");
                System.out.print("putSingle works, ");
            } catch (UnsupportedOperationException refused) {
                System.out.print("putSingle throws, ");
            }
            request.getHeaders().remove("X-Trace");
            request.getHeaders().putSingle("X-Trace", "new");
            System.out.println("after remove() it works");
        }
    }

    public static class App extends Application {
        @Override public Set<Class<?>> getClasses() { return Set.of(Item.class, Filter.class); }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        var server = SeBootstrap.start(new App(), SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.configuration().port() + "/item"));
        System.out.print(args[0] + ", request without the header: ");
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding());
        System.out.print(args[0] + ", request with the header: ");
        HttpClient.newHttpClient().send(request.header("X-Trace", "old").build(), HttpResponse.BodyHandlers.discarding());
        System.exit(0);
    }
}
J
for container in jersey-container-jdk-http jersey-container-grizzly2-http; do
  timeout 60 java -cp "$container/lib/*" Probe.java ${container#jersey-container-} 2>err || { cat err; exit 1; }
done | tee seen
diff seen - <<'E'
jdk-http, request without the header: putSingle works, after remove() it works
jdk-http, request with the header: putSingle throws, after remove() it works
grizzly2-http, request without the header: putSingle works, after remove() it works
grizzly2-http, request with the header: putSingle works, after remove() it works
E
