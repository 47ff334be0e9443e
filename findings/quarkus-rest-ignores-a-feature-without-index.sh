#!/usr/bin/env bash
# Packages:  io.quarkus:quarkus-rest 3.37.4
# Behaviour: a Feature that the Application class lists in getClasses() is ignored, with no word at
#            build or start, if its jar has neither META-INF/beans.xml nor META-INF/jandex.idx. The
#            application compiles against it and starts; its filter never runs. One empty beans.xml
#            in the library's jar and the same code works.
# Guess:     "The index is for classes that are found by scanning; a class that I name is
#            registered."
# Seen:      "stamped 0, warnings or errors 0", and "stamped 1" with the beans.xml.
set -euo pipefail
dir=$(mktemp -d); app=; trap 'test -z "$app" || kill "$app" || true; rm -rf "$dir"' EXIT; cd "$dir"
mkdir -p library/src/main/java/library library/src/main/resources/META-INF application/src/main/java/application
cat >pom.xml <<'X'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>all</artifactId><version>1</version>
<packaging>pom</packaging><modules><module>library</module><module>application</module></modules>
<properties><maven.compiler.release>17</maven.compiler.release></properties>
<dependencyManagement><dependencies><dependency><groupId>io.quarkus</groupId><artifactId>quarkus-bom</artifactId>
<version>3.37.4</version><type>pom</type><scope>import</scope></dependency></dependencies></dependencyManagement>
<build><pluginManagement><plugins>
<plugin><artifactId>maven-compiler-plugin</artifactId><version>3.14.0</version></plugin>
<plugin><artifactId>maven-jar-plugin</artifactId><version>3.4.2</version></plugin>
<plugin><artifactId>maven-resources-plugin</artifactId><version>3.3.1</version></plugin>
</plugins></pluginManagement></build></project>
X
parent='<project><modelVersion>4.0.0</modelVersion><parent><groupId>f</groupId><artifactId>all</artifactId><version>1</version></parent>'
cat >library/pom.xml <<X
$parent<artifactId>library</artifactId><dependencies>
<dependency><groupId>jakarta.ws.rs</groupId><artifactId>jakarta.ws.rs-api</artifactId></dependency></dependencies></project>
X
cat >application/pom.xml <<X
$parent<artifactId>application</artifactId><dependencies>
<dependency><groupId>f</groupId><artifactId>library</artifactId><version>1</version></dependency>
<dependency><groupId>io.quarkus</groupId><artifactId>quarkus-rest</artifactId></dependency></dependencies>
<build><plugins><plugin><groupId>io.quarkus</groupId><artifactId>quarkus-maven-plugin</artifactId><version>3.37.4</version>
<executions><execution><goals><goal>build</goal></goals></execution></executions></plugin></plugins></build></project>
X
cat >library/src/main/java/library/Stamp.java <<'J'
package library;
import jakarta.ws.rs.container.*;
import jakarta.ws.rs.core.*;
public class Stamp implements Feature {
    public boolean configure(FeatureContext context) { context.register(Filter.class); return true; }
    public static class Filter implements ContainerResponseFilter {
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().add("X-Stamp", "yes");
        }
    }
}
J
cat >application/src/main/java/application/App.java <<'J'
package application;
import jakarta.ws.rs.*;
import java.util.Set;
public class App extends jakarta.ws.rs.core.Application {
    @Override public Set<Class<?>> getClasses() { return Set.of(Item.class, library.Stamp.class); }
    @Path("item") public static class Item { @GET public String get() { return "item"; } }
}
J
ask() {
  mvn -q -B package >&2; : >log
  java -Dquarkus.http.host=127.0.0.1 -Dquarkus.http.port=0 -jar application/target/quarkus-app/quarkus-run.jar >log 2>&1 & app=$!
  for _ in $(seq 150); do grep -q 'Listening on' log && break; sleep 0.2; done
  stamped=$(curl -s -i --max-time 20 "$(grep -o 'http://127.0.0.1:[0-9]*' log | head -1)/item" | grep -c '^X-Stamp: yes' || true)
  echo "$1: stamped $stamped, warnings or errors $(grep -c -E 'WARN|ERROR' log || true)"
  kill "$app"; wait "$app" 2>wait.log || true; app=
}
ask 'library without an index' >seen
echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>' \
  >library/src/main/resources/META-INF/beans.xml
ask 'library with an empty beans.xml' >>seen
cat seen
diff seen - <<'E'
library without an index: stamped 0, warnings or errors 0
library with an empty beans.xml: stamped 1, warnings or errors 0
E
