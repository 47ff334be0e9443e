#!/usr/bin/env bash
# Packages:  org.jboss.weld.se:weld-se-core 5.1.6.Final
# Behaviour: a build compatible extension is shown the producer method of a class that is a selected
#            alternative. BeanInfo.isAlternative() is false and priority() null, although the method
#            takes the place of the one of a class that is none, as the injected value shows.
# Guess:     "What a bean that is an alternative produces is an alternative" (CDI 4.0, 5.1.2.1).
# Seen:      "Plain#make alternative false priority null", "Chosen#make alternative false priority
#            null", "injected: chosen".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat >pom.xml <<'P'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>org.jboss.weld.se</groupId><artifactId>weld-se-core</artifactId>
<version>5.1.6.Final</version></dependency></dependencies></project>
P
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
mkdir -p out/META-INF/services
echo 'Probe$Looks' >out/META-INF/services/jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension
cat >Probe.java <<'J'
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.build.compatible.spi.*;
import org.jboss.weld.environment.se.Weld;

public class Probe {
    public record Made(String by) {}

    @ApplicationScoped public static class Plain { @Produces Made make() { return new Made("plain"); } }

    @Alternative @Priority(1) @ApplicationScoped
    public static class Chosen { @Produces Made make() { return new Made("chosen"); } }

    public static class Looks implements BuildCompatibleExtension {
        @Registration(types = Made.class)
        public void look(BeanInfo bean) {
            System.out.println(bean.declaringClass().simpleName() + "#" + bean.producerMethod().name() + " alternative "
                + bean.isAlternative() + " priority " + bean.priority());
        }
    }

    public static void main(String[] args) {
        java.util.logging.LogManager.getLogManager().reset();
        try (var container = new Weld().disableDiscovery().addBeanClasses(Plain.class, Chosen.class).initialize()) {
            System.out.println("injected: " + container.select(Made.class).get().by());
        }
    }
}
J
javac -d out -cp 'lib/*' Probe.java
timeout 60 java -cp 'out:lib/*' Probe 2>err | sort | tee seen || { cat err; exit 1; }
diff seen - <<'S'
Chosen#make alternative false priority null
Plain#make alternative false priority null
injected: chosen
S
