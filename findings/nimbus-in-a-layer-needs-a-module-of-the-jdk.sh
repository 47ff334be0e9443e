#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.9.1; JDK 17 and JDK 25 (their homes in
#            JAVA_17_HOME and JAVA_25_HOME or under Debian's usual folder)
# Behaviour: Its module descriptor requires jdk.crypto.ec. JDK 25 still has that module, empty since the
#            algorithms moved to java.base, and does not resolve it at the start of a program by itself. A
#            plug-in loaded in a module layer over the boot layer, with the JAR on its path, is found on 17
#            and not on 25. With --add-modules jdk.crypto.ec it is; so it is if the JAR is on the module
#            path of the program.
# Guess:     "A JAR that works on the module path of 17 and of 25 works in a layer on both."
# Seen:      "17: found", "25: Module jdk.crypto.ec not found, required by com.nimbusds.jose.jwt",
#            "25 with --add-modules: found", "25 on the module path: found".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
newer=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}
older=${JAVA_17_HOME:-$(ls -d /usr/lib/jvm/*17* | head -1)}
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory=lib \
  -Dartifact=com.nimbusds:nimbus-jose-jwt:10.9.1 >/dev/null
cat >Probe.java <<'J'
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;

public class Probe {
    public static void main(String[] args) {
        try {
            ModuleLayer.boot().configuration().resolve(
                    ModuleFinder.of(Path.of("lib")), ModuleFinder.of(), Set.of("com.nimbusds.jose.jwt"));
            System.out.println("found");
        } catch (FindException e) {
            System.out.println(e.getMessage());
        }
    }
}
J
"$older/bin/javac" -d . Probe.java
seen=$(
  echo "17: $("$older/bin/java" Probe)"
  echo "25: $("$newer/bin/java" -cp . Probe)"
  echo "25 with --add-modules: $("$newer/bin/java" --add-modules jdk.crypto.ec -cp . Probe)"
  echo "25 on the module path: $("$newer/bin/java" -p lib --add-modules com.nimbusds.jose.jwt -cp . Probe)"
)
echo "$seen"
[ "$seen" = "17: found
25: Module jdk.crypto.ec not found, required by com.nimbusds.jose.jwt
25 with --add-modules: found
25 on the module path: found" ]
