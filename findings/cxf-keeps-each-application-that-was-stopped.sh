#!/usr/bin/env bash
# Packages:  org.apache.cxf:cxf-rt-frontend-jaxrs, cxf-rt-transports-http-jetty, cxf-rt-rs-sse 4.1.5
# Behaviour: five applications, started by SeBootstrap of Jakarta REST at one port and stopped by Instance.stop(), one after
#            the other, are all still reachable when nobody else holds them and garbage was collected. With 1 MB in each,
#            the heap grows by 1 MB with every restart.
# Guess:     "An application that was stopped, and whose port serves the next one, can be collected."
# Seen:      "left 5 of 5".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>org.apache.cxf</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
cat >Probe.java <<'J'
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.lang.ref.WeakReference;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
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
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<WeakReference<Application>> stopped = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stopped.add(startedAndStopped(port));
        }
        for (int i = 0; i < 10; i++) {
            System.gc();
            Thread.sleep(50);
        }
        System.out.println("left " + stopped.stream().filter(one -> one.get() != null).count() + " of 5");
        System.exit(0);
    }

    static WeakReference<Application> startedAndStopped(int port) throws Exception {
        Application api = new Api();
        var settings = SeBootstrap.Configuration.builder().host("localhost").port(port).rootPath("/").build();
        SeBootstrap.start(api, settings).toCompletableFuture().get().stop().toCompletableFuture().get();
        return new WeakReference<>(api);
    }
}
J
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep cxf-rt-frontend-jaxrs 4.1.5 cxf-rt-transports-http-jetty 4.1.5 cxf-rt-rs-sse 4.1.5
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >/dev/null
seen=$(java -cp 'lib/*' Probe.java 2>/dev/null)
echo "$seen"
[ "$seen" = "left 5 of 5" ]
