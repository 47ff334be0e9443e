#!/usr/bin/env bash
# Packages:  Apache CXF 4.2.3 (cxf-rt-frontend-jaxrs, cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: CXF fills a bean of its own kind, @QueryParam("") Order order, from parameters whatever the case of
#            their names, while @QueryParam("size") of the same method, and UriInfo, tell upper and lower case apart.
# Guess:     "a name is a name: ?SIZE=5 sets nothing".
# Seen:      "CXF: ?SIZE=5: bean 5, parameter null, UriInfo null".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() { # folder, then dependencies
  mkdir "$1"; { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo "<version>1</version><dependencies>$2</dependencies></project>"; } >"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory=lib
}
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

    public static class Order {
        private String size;
        public String getSize() { return size; }
        public void setSize(String size) { this.size = size; }
    }

    @Path("orders") public static class Orders {
        @GET public String get(@QueryParam("") Order order, @QueryParam("size") String size, @Context UriInfo uri) {
            return "bean " + order.size + ", parameter " + size + ", UriInfo " + uri.getQueryParameters().getFirst("size");
        }
    }

    public static void main(String[] args) throws Exception {
        start(Orders.class);
        for (String query : List.of("?size=5", "?SIZE=5")) System.out.println(query + ": " + get("orders" + query).body());
        System.exit(0);
    }
}
J
timeout 60 java -cp "CXF/lib/*" Probe.java 2>err | sed "s/^/CXF: /" | tee seen || { cat err; exit 1; }
diff seen - <<'S'
CXF: ?size=5: bean 5, parameter 5, UriInfo 5
CXF: ?SIZE=5: bean 5, parameter null, UriInfo null
S
