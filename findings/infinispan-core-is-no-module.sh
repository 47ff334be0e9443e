#!/usr/bin/env bash
# Packages:  org.infinispan:infinispan-core 16.0.7
# Behaviour: the JAR cannot be on a module path, not even as an automatic module: its META-INF/services names a provider
#            that is in another of Infinispan's JARs, and the JDK refuses the whole boot layer for that. An application with
#            module-info, and javadoc, which takes the module path by itself for one, fail at a class nobody asked for.
# Guess:     "Any JAR of today is at least an automatic module; at worst its name is made of the file's."
# Seen:      jar --describe-module and java --module-path both end with "Provider class … not in module"; the class is not
#            in the JAR.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.infinispan:infinispan-core:16.0.7 -DoutputDirectory=.
class=org.infinispan.protostream.types.java.CommonTypesSchema
{
  jar --describe-module --file infinispan-core-16.0.7.jar 2>&1
  java --module-path . --list-modules >out 2>&1 || echo "java fails: $(grep -o 'Provider class.*' out)"
  unzip -l infinispan-core-16.0.7.jar | grep -q "${class//.//}.class" || echo "the class is not in the JAR"
  unzip -Z1 infinispan-core-16.0.7.jar 'META-INF/services/*' | while read -r entry; do
    unzip -p infinispan-core-16.0.7.jar "$entry" | grep -q "$class" && echo "named in $entry" || true
  done
} | tee seen
diff seen - <<'S'
Unable to derive module descriptor for: infinispan-core-16.0.7.jar
Provider class org.infinispan.protostream.types.java.CommonTypesSchema not in module
java fails: Provider class org.infinispan.protostream.types.java.CommonTypesSchema not in module
the class is not in the JAR
named in META-INF/services/org.infinispan.protostream.SerializationContextInitializer
S
