#!/usr/bin/env bash
# Packages:  org.infinispan:infinispan-core 16.0.7
# Behaviour: an entry put with a lifespan of Long.MAX_VALUE milliseconds is gone at once, so that
#            putIfAbsent() succeeds again and again: creation time plus lifespan overflows. In
#            nanoseconds or with -1 it stays.
# Guess:     "The longest lifespan is for ever", as in Hazelcast, ExecutorServices and java.time.
# Seen:      "9223372036854775807 MILLISECONDS: putIfAbsent null, again null, get null".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.infinispan infinispan-core 16.0.7
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.util.concurrent.TimeUnit;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;

public class Probe {
    public static void main(String[] args) throws Exception {
        try (var manager = new DefaultCacheManager()) {
            manager.defineConfiguration("c", new ConfigurationBuilder().build());
            var cache = manager.<String, String>getCache("c");
            show(cache, 36_500, TimeUnit.DAYS);
            show(cache, -1, TimeUnit.MILLISECONDS);
            show(cache, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            show(cache, Long.MAX_VALUE, TimeUnit.MILLISECONDS);
            show(cache, Long.MAX_VALUE, TimeUnit.DAYS);
        }
    }

    static void show(org.infinispan.Cache<String, String> cache, long lifespan, TimeUnit unit) {
        cache.clear();
        System.out.println(lifespan + " " + unit + ": putIfAbsent " + cache.putIfAbsent("key", "first", lifespan, unit)
            + ", again " + cache.putIfAbsent("key", "second", lifespan, unit) + ", get " + cache.get("key"));
    }
}
J
timeout 100 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
36500 DAYS: putIfAbsent null, again first, get first
-1 MILLISECONDS: putIfAbsent null, again first, get first
9223372036854775807 NANOSECONDS: putIfAbsent null, again first, get first
9223372036854775807 MILLISECONDS: putIfAbsent null, again null, get null
9223372036854775807 DAYS: putIfAbsent null, again null, get null
E
