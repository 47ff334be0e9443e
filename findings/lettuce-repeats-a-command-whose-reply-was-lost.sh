#!/usr/bin/env bash
# Packages:  io.lettuce:lettuce-core 7.7.0.RELEASE, Debian redis-server 7.0
# Behaviour: if the connection breaks after the server ran a command and before its reply arrived,
#            Lettuce reconnects and sends the command again, without telling the caller. SET NX then
#            says "somebody else has it" about the caller's own value, and INCR counts twice.
# Guess:     "A lost connection is an exception; only commands that were not sent yet are repeated."
# Seen:      "SET NX, reply lost: null, although stored is: mine"; one INCR answers 2. A small relay
#            drops exactly one reply.
set -euo pipefail
dir=$(mktemp -d); redis=; trap 'test -z "$redis" || kill "$redis" || true; rm -rf "$dir"' EXIT; cd "$dir"
command -v redis-server >apt.log || apt-get install -y -qq redis-server >apt.log
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep io.lettuce lettuce-core 7.7.0.RELEASE
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
redis-server --bind 127.0.0.1 --port "$port" --save '' --dir "$dir" >redis.log & redis=$!

cat >Probe.java <<'J'
import io.lettuce.core.*;
import java.io.*;
import java.net.*;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

public class Probe {
    static final AtomicBoolean LOSE_REPLY = new AtomicBoolean();

    public static void main(String[] args) throws Exception {
        var relay = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                var client = relay.accept();
                var server = new Socket("127.0.0.1", Integer.parseInt(args[0]));
                start(() -> copy(client, server, false));
                start(() -> copy(server, client, true));
            }
        });
        var client = RedisClient.create(RedisURI.create("127.0.0.1", relay.getLocalPort()));
        var redis = client.connect().sync();
        System.out.println("SET NX, reply arrives: " + redis.set("first", "mine", SetArgs.Builder.nx().px(60_000)));
        LOSE_REPLY.set(true);
        System.out.println("SET NX, reply lost: " + redis.set("second", "mine", SetArgs.Builder.nx().px(60_000))
            + ", although stored is: " + redis.get("second"));
        LOSE_REPLY.set(true);
        System.out.println("one INCR of a new key, reply lost: " + redis.incr("counter"));
        System.exit(0);
    }

    interface Task { void run() throws IOException; }

    static void start(Task task) {
        var thread = new Thread(() -> { try { task.run(); } catch (IOException closed) { } });
        thread.setDaemon(true);
        thread.start();
    }

    static void copy(Socket from, Socket to, boolean replies) throws IOException {
        try (from; to) {
            var buffer = new byte[8192];
            for (int n; (n = from.getInputStream().read(buffer)) > 0; ) {
                if (replies && LOSE_REPLY.compareAndSet(true, false)) return;
                to.getOutputStream().write(buffer, 0, n);
            }
        }
    }
}
J
for _ in $(seq 50); do grep -q 'Ready to accept' redis.log && break; sleep 0.1; done
timeout 60 java -cp 'lib/*' Probe.java "$port" 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
SET NX, reply arrives: OK
SET NX, reply lost: null, although stored is: mine
one INCR of a new key, reply lost: 2
E
