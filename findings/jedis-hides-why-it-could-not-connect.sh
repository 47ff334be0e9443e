#!/usr/bin/env bash
# Packages:  redis.clients:jedis 7.2.0
# Behaviour: a connection that is not answered in time fails with an exception without any cause: the
#            SocketTimeoutException is among its suppressed exceptions. An answer that does not come
#            in time fails with the same type, and has it as its cause. Who tells a time-out from a
#            refusal by the causes, as a circuit breaker does, takes a dead host for a living one.
# Guess:     "A time-out is in the chain of causes, wherever it happened."
# Seen:      "no connection in time: cause null, suppressed [SocketTimeoutException]" beside "no
#            answer in time: cause SocketTimeoutException, suppressed []". The first server has a full
#            queue of connections, the second takes one and is silent.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep redis.clients jedis 7.2.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.io.IOException;
import java.net.*;
import java.util.*;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

public class Probe {
    public static void main(String[] args) throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            System.out.println("no answer in time: " + failure(silent.getLocalPort()));
        }
        List<Socket> waiting = new ArrayList<>();
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try {
                for (int i = 0; i < 20; i++) {
                    waiting.add(new Socket());
                    waiting.get(i).connect(full.getLocalSocketAddress(), 300);
                }
            } catch (SocketTimeoutException isFull) {
                System.out.println("no connection in time: " + failure(full.getLocalPort()));
            }
        }
        for (Socket socket : waiting)
            socket.close();
    }

    static String failure(int port) {
        try (var redis = new Jedis("127.0.0.1", port, 300)) {
            return redis.ping();
        } catch (JedisConnectionException e) {
            return "cause " + (e.getCause() == null ? null : e.getCause().getClass().getSimpleName()) + ", suppressed "
                + Arrays.stream(e.getSuppressed()).map(s -> s.getClass().getSimpleName()).toList();
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
no answer in time: cause SocketTimeoutException, suppressed []
no connection in time: cause null, suppressed [SocketTimeoutException]
E
