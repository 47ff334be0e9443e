#!/usr/bin/env bash
# Packages:  WildFly 39.0.1.Final (its Weld 5.1.6.Final); JDK 17
# Behaviour: An EAR has two WARs, and both have the same library in WEB-INF/lib, with a BuildCompatibleExtension of CDI 4 that makes
#            a bean. Each WAR has a class of its own of the extension, by its own loader. Weld keeps extensions of an application by
#            the names of their classes: that of one WAR runs, and the other WAR has no such bean. Nothing is logged.
# Guess:     "Each WAR has its bean": portable extensions are kept by class, and each of them runs.
# Seen:      of two WARs: no yes
set -euo pipefail
dir=$(mktemp -d)
trap '[ -z "${pid:-}" ] || kill "$pid" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory=. \
  -Dartifact=org.wildfly:wildfly-dist:39.0.1.Final:zip >/dev/null
jar xf wildfly-dist-39.0.1.Final.zip
home=$dir/wildfly-39.0.1.Final
api=$(find "$home/modules" -name '*.jar' | grep -E 'ws.rs-api|cdi|jakarta.inject|lang-model|annotation-api' | tr '\n' ':')
mkdir -p lib/src lib/classes/META-INF/services war/src ear/META-INF
cat >lib/src/Made.java <<'JAVA'
package library;

public class Made {}
JAVA
cat >lib/src/Maker.java <<'JAVA'
package library;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

public class Maker implements SyntheticBeanCreator<Made> {
    @Override
    public Made create(Instance<Object> lookup, Parameters parameters) {
        return new Made();
    }
}
JAVA
cat >lib/src/Making.java <<'JAVA'
package library;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;

public class Making implements BuildCompatibleExtension {
    @Synthesis
    public void make(SyntheticComponents components) {
        components.addBean(Made.class).type(Made.class).createWith(Maker.class);
    }
}
JAVA
echo library.Making >lib/classes/META-INF/services/jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension
echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>' >lib/classes/META-INF/beans.xml
javac -proc:none -d lib/classes -cp "$api" lib/src/*.java
jar cf library.jar -C lib/classes .
cat >war/src/Api.java <<'JAVA'
package web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/")
public class Api extends Application {
    @Path("made")
    @RequestScoped
    public static class Asked {
        @Inject
        Instance<library.Made> made;

        @GET
        public String get() {
            return made.isResolvable() ? "yes" : "no";
        }
    }
}
JAVA
for name in one two; do
  mkdir -p "$name/WEB-INF/classes" "$name/WEB-INF/lib"
  cp library.jar "$name/WEB-INF/lib"
  echo '<beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>' >"$name/WEB-INF/beans.xml"
  javac -proc:none -d "$name/WEB-INF/classes" -cp "$api:library.jar" war/src/Api.java
  jar cf "ear/$name.war" -C "$name" .
done
cat >ear/META-INF/application.xml <<'XML'
<application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
  <module><web><web-uri>one.war</web-uri><context-root>/one</context-root></web></module>
  <module><web><web-uri>two.war</web-uri><context-root>/two</context-root></web></module>
</application>
XML
jar cf "$home/standalone/deployments/app.ear" -C ear .
port=$((20000 + RANDOM % 10000)) # the log may begin after the line that tells one
java -jar "$home/jboss-modules.jar" -mp "$home/modules" org.jboss.as.standalone -Djboss.home.dir="$home" \
  -Djboss.bind.address=127.0.0.1 -Djboss.bind.address.management=127.0.0.1 -Djboss.http.port=$port -Djboss.https.port=0 \
  -Djboss.management.http.port=0 -Djboss.management.https.port=0 >log 2>&1 &
pid=$!
for _ in $(seq 180); do
  ! grep -q 'WFLYSRV0010: Deployed "app.ear"' log || break
  sleep 1
done
seen=$(for name in one two; do curl -s "http://127.0.0.1:$port/$name/made"; echo; done | sort | tr '\n' ' ')
echo "of two WARs: $seen"
[ "$seen" = "no yes " ]
