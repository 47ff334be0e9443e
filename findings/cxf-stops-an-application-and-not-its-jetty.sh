#!/usr/bin/env bash
# Packages:  org.apache.cxf:cxf-rt-frontend-jaxrs, cxf-rt-transports-http-jetty, cxf-rt-rs-sse 4.1.5
# Behaviour: an application that SeBootstrap of Jakarta REST started on CXF is stopped by Instance.stop(), and the Jetty
#            that was made for it lives on: its port takes connections and answers 404, its threads stay, also
#            after a collection. Each start at another port adds one more. Only the end of the process ends them.
# Guess:     "stop() stops what start() started, the port is free and the threads end."
# Seen:      "running: 200", "stopped: 404" for each of three ports, and "servers left: 3".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.apache.cxf cxf-rt-frontend-jaxrs 4.1.5
  dep org.apache.cxf cxf-rt-transports-http-jetty 4.1.5
  dep org.apache.cxf cxf-rt-rs-sse 4.1.5
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.Application;
import java.net.*;
import java.net.http.*;
import java.util.Set;

public class Probe {
    @Path("/")
    public static class Root {
        @GET
        public String get() {
            return "here";
        }
    }

    public static class Api extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Root.class);
        }
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 3; i++) {
            int port;
            try (var free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
            var settings = SeBootstrap.Configuration.builder().host("localhost").port(port).rootPath("/").build();
            var instance = SeBootstrap.start(new Api(), settings).toCompletableFuture().get();
            System.out.println("running: " + status(port));
            instance.stop().toCompletableFuture().get();
            System.out.println("stopped: " + status(port));
        }
        System.gc();
        System.out.println("servers left: " + Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName).filter(name -> name.contains("acceptor-0")).count());
        System.exit(0);
    }

    static String status(int port) throws Exception {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/")).build();
            return "" + HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        } catch (ConnectException e) {
            return "nobody there";
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
running: 200
stopped: 404
running: 200
stopped: 404
running: 200
stopped: 404
servers left: 3
E
