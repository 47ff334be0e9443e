#!/usr/bin/env bash
# Packages:  io.smallrye.config:smallrye-config 3.17.2 (MicroProfile Config 3.1)
# Behaviour: A property whose value has an expression that cannot be resolved counts as absent where it may be
#            absent: getOptionalValue is empty, without a word, whether the expression is the whole value or a
#            part of it. Whoever must have it gets an exception. getConfigValue tells both: the value is null,
#            and the raw value is what was written.
# Guess:     "What is written and cannot be resolved fails, however it is read." A switch that is read as
#            optional is off if the variable that it names is misspelt.
# Seen:      "on: true", "whole: optional empty, value null, raw ${NO_SUCH}", "part: optional empty, value
#            null, raw a-${NO_SUCH}", "default: b", "required: NoSuchElementException".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat >pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>probe</groupId><artifactId>probe</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>io.smallrye.config</groupId><artifactId>smallrye-config</artifactId><version>3.17.2</version></dependency>
  </dependencies>
</project>
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >/dev/null
cat >Probe.java <<'J'
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

public class Probe {
    public static void main(String[] args) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(
                        Map.of("on", "true", "whole", "${NO_SUCH}", "part", "a-${NO_SUCH}", "default", "${NO_SUCH:b}"),
                        "probe", 100))
                .build();
        System.out.println("on: " + config.getOptionalValue("on", Boolean.class).orElse(false));
        for (String name : new String[] {"whole", "part"}) {
            System.out.println(name + ": optional "
                    + (config.getOptionalValue(name, String.class).isPresent() ? "there" : "empty")
                    + ", value " + config.getConfigValue(name).getValue()
                    + ", raw " + config.getConfigValue(name).getRawValue());
        }
        System.out.println("default: " + config.getOptionalValue("default", String.class).orElse("none"));
        try {
            System.out.println("required: " + config.getValue("whole", String.class));
        } catch (RuntimeException e) {
            System.out.println("required: " + e.getClass().getSimpleName());
        }
    }
}
J
javac -cp 'lib/*' Probe.java
seen=$(java -cp '.:lib/*' Probe 2>/dev/null)
echo "$seen"
[ "$seen" = 'on: true
whole: optional empty, value null, raw ${NO_SUCH}
part: optional empty, value null, raw a-${NO_SUCH}
default: b
required: NoSuchElementException' ]
