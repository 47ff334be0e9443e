#!/usr/bin/env bash
# Packages:  io.smallrye.config:smallrye-config 3.12.4 (MicroProfile Config 3.1)
# Behaviour: a configuration lists the names of its properties as they were when it was first asked. A
#            system property that was removed since is listed and has no value; one that was set since
#            has a value and is not listed.
# Guess:     "What getPropertyNames() lists has a value, and the other way round": values are looked up
#            anew at each call.
# Seen:      "old: listed true, value none", "new: listed false, value b".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat >pom.xml <<'P'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>io.smallrye.config</groupId><artifactId>smallrye-config</artifactId>
<version>3.12.4</version></dependency></dependencies></project>
P
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat >Probe.java <<'J'
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

public class Probe {
    static String of(Config config, String name) {
        boolean listed = StreamSupport.stream(config.getPropertyNames().spliterator(), false).anyMatch(name::equals);
        return name + ": listed " + listed + ", value " + config.getOptionalValue(name, String.class).orElse("none");
    }

    public static void main(String[] args) {
        System.setProperty("old", "a");
        Config config = ConfigProvider.getConfig();
        of(config, "old");
        System.clearProperty("old");
        System.setProperty("new", "b");
        System.out.println(of(config, "old"));
        System.out.println(of(config, "new"));
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'S'
old: listed true, value none
new: listed false, value b
S
