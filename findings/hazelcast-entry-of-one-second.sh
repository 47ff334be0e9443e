#!/usr/bin/env bash
# Packages:  com.hazelcast:hazelcast 5.7.0
# Behaviour: IMap keeps expiry in whole seconds: the moment is cut down. An entry that shall live
#            one second and is put at .8 of a second is gone after some 0.2 seconds, a fifth of its
#            time to live. Put at .0 it lives the whole second.
# Guess:     "A time to live in milliseconds is exact, or late by the sweep of expired entries."
# Seen:      put at .8 it lived 201 ms of 1000, put at .5 it lived 499 and 571 ms.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=com.hazelcast:hazelcast:5.7.0 -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import java.util.concurrent.TimeUnit;

public class Probe {
    public static void main(String[] args) throws Exception {
        var config = new Config().setProperty("hazelcast.phone.home.enabled", "false")
            .setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        var instance = Hazelcast.newHazelcastInstance(config);
        var map = instance.<String, String>getMap("m");
        map.put("warm", "up", 1, TimeUnit.SECONDS);
        boolean early = true;
        for (int phase : new int[] {500, 800}) {
            Thread.sleep((1000 + phase - System.currentTimeMillis() % 1000) % 1000);
            long start = System.nanoTime();
            map.put("key" + phase, "value", 1000, TimeUnit.MILLISECONDS);
            while (map.get("key" + phase) != null) Thread.sleep(2);
            long lived = (System.nanoTime() - start) / 1_000_000;
            System.out.println("put at ." + phase + ", time to live 1000 ms, lived " + lived + " ms");
            early &= lived < 1000 - phase + 150;
        }
        instance.shutdown();
        System.exit(early ? 0 : 1);
    }
}
J
timeout 100 java -cp 'lib/*' Probe.java 2>err || { cat err; exit 1; }
