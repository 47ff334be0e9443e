#!/usr/bin/env bash
# Packages:  io.helidon.microprofile.server:helidon-microprofile-server 4.3.0; needs JDK 21 or newer (JAVA_HOME)
# Behaviour: two Applications with paths of their own in one server, each with a response filter of its
#            own that says whose it is. Responses of both pass the filter of the same Application; the
#            other's filter never runs, although its resources are served below its path.
# Guess:     "Each Application has its own providers, as in a servlet container."
# Seen:      "/one/item: filter of Two" and "/two/item: filter of Two".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
[ -n "${JAVA_HOME:-}" ] && PATH="$JAVA_HOME/bin:$PATH"
cat >pom.xml <<'X'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>io.helidon.microprofile.server</groupId>
<artifactId>helidon-microprofile-server</artifactId><version>4.3.0</version></dependency></dependencies></project>
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.*;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.*;
import java.net.URI;
import java.net.http.*;
import java.util.*;

public class Probe {
    @Path("item") public static class Item { @GET public String get() { return "item"; } }

    static class Filter implements ContainerResponseFilter {
        private final String whose;
        Filter(String whose) { this.whose = whose; }
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().add("Filter", whose);
        }
    }

    @ApplicationScoped @ApplicationPath("one") public static class One extends Application {
        @Override public Set<Class<?>> getClasses() { return Set.of(Item.class); }
        @Override public Set<Object> getSingletons() { return Set.of(new Filter("One")); }
    }

    @ApplicationScoped @ApplicationPath("two") public static class Two extends Application {
        @Override public Set<Class<?>> getClasses() { return Set.of(Item.class); }
        @Override public Set<Object> getSingletons() { return Set.of(new Filter("Two")); }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        var server = io.helidon.microprofile.server.Server.builder().host("127.0.0.1").port(0).build().start();
        for (String path : List.of("/one/item", "/two/item")) {
            var response = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build(),
                HttpResponse.BodyHandlers.discarding());
            System.out.println(path + ": filter of " + String.join(" and ", response.headers().allValues("Filter")));
        }
        System.exit(0);
    }
}
J
mkdir -p out/META-INF
echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" bean-discovery-mode="annotated" version="4.0"/>' >out/META-INF/beans.xml
javac -proc:none -parameters -cp 'lib/*' -d out Probe.java
java -cp 'out:lib/*' Probe 2>/dev/null | tee seen
first=$(sed -n 's#^/one/item: filter of \([A-Z][a-z]*\)$#\1#p' seen)
grep -qx "/one/item: filter of $first" seen
grep -qx "/two/item: filter of $first" seen
