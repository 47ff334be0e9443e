#!/usr/bin/env bash
# Packages:  org.glassfish.jersey.inject:jersey-cdi2-se 3.1.11 and jersey-hk2 3.1.11, each with
#            jersey-container-grizzly2-http 3.1.11
# Behaviour: a provider class with a method that is annotated with @Context. Jersey calls the method if
#            it injects with HK2, and does not if it injects with CDI (jersey-cdi2-se), without a
#            word; a field with the same annotation is set by both.
# Guess:     "@Context stands on fields and on methods, and which injection Jersey uses is a detail."
# Seen:      "jersey-cdi2-se: field set, method not called".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>org.glassfish.jersey.%s</groupId><artifactId>%s</artifactId><version>3.1.11</version></dependency>' "$@"; }
for injection in jersey-hk2 jersey-cdi2-se; do
  mkdir $injection
  { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
    echo '<version>1</version><dependencies>'
    dep containers jersey-container-grizzly2-http; dep inject $injection
    echo '</dependencies></project>'; } >$injection/pom.xml
  mvn -q -B -f $injection/pom.xml \
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

    public static class Filter implements ContainerResponseFilter {
        @Context Application field;
        private Application given;
        @Context public void setApplication(Application application) { given = application; }
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().putSingle("Seen", (field == null ? "field not set" : "field set")
                + ", " + (given == null ? "method not called" : "method called"));
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
        var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding());
        System.out.println(args[0] + ": " + response.headers().firstValue("Seen").orElse("no filter"));
        System.exit(0);
    }
}
J
for injection in jersey-hk2 jersey-cdi2-se; do
  mkdir -p out/$injection/META-INF
  echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" bean-discovery-mode="annotated" version="4.0"/>' \
    >out/$injection/META-INF/beans.xml
  javac -proc:none -cp "$injection/lib/*" -d out/$injection Probe.java
  java -cp "out/$injection:$injection/lib/*" Probe $injection
done 2>/dev/null | tee seen
grep -q '^jersey-hk2: field set, method called$' seen
grep -q '^jersey-cdi2-se: field set, method not called$' seen
