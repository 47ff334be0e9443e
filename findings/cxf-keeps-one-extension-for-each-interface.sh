#!/usr/bin/env bash
# Packages:  org.apache.cxf:cxf-rt-frontend-jaxrs, cxf-rt-transports-local 4.1.5
# Behaviour: two JARs that both have a listener in META-INF/cxf/bus-extensions.txt, each a class of its own,
#            with the interface behind the colon: the bus makes one of them, the first on the class path, and
#            says nothing of the other. The interface is the name of an extension if there is one. With
#            nothing between the colons both are made, and found by their type.
# Guess:     "The file is a list like META-INF/services: every line of every JAR counts."
# Seen:      "with the interface: First", "without it: First Second".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.apache.cxf cxf-rt-frontend-jaxrs 4.1.5
  dep org.apache.cxf cxf-rt-transports-local 4.1.5
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

listener=org.apache.cxf.service.factory.FactoryBeanListener
for name in First Second; do
  mkdir -p $name
  cat >$name.java <<J
import org.apache.cxf.service.factory.*;

public class $name implements FactoryBeanListener {
    public void handleEvent(Event event, AbstractServiceFactoryBean factory, Object... details) {
        if (event == Event.SERVER_CREATED) System.out.print("$name ");
    }
}
J
  javac -cp 'lib/*' -d $name $name.java
done
cat >Probe.java <<'J'
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;

public class Probe {
    @jakarta.ws.rs.Path("/")
    public static class Root {
        @jakarta.ws.rs.GET
        public String get() {
            return "";
        }
    }

    public static void main(String[] args) {
        var factory = new JAXRSServerFactoryBean();
        factory.setAddress("local://probe");
        factory.setResourceClasses(Root.class);
        factory.create();
    }
}
J
javac -cp 'lib/*' -d . Probe.java
for interface in $listener ''; do
  for name in First Second; do
    mkdir -p $name/META-INF/cxf
    echo "$name:$interface:true:true" >$name/META-INF/cxf/bus-extensions.txt
  done
  echo "$([ -n "$interface" ] && echo 'with the interface' || echo 'without it'):" $(java -cp '.:First:Second:lib/*' Probe 2>err | tr ' ' '\n' | sort)
done | tee seen || { cat err; exit 1; }
diff seen - <<'E'
with the interface: First
without it: First Second
E
