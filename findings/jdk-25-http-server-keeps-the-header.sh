#!/usr/bin/env bash
# Packages:  JDK 17 and JDK 25 (its home in JAVA_25_HOME or under Debian's usual folder)
# Behaviour: com.sun.net.httpserver, sendResponseHeaders(200, 10): JDK 17 sends the status line and the headers at once;
#            JDK 25 keeps them until the first byte of the body is written or flushed. A handler that announces a body and
#            then works on it for a while leaves its caller without a status; a test of "the header is enough to hang up"
#            hangs.
# Guess:     "sendResponseHeaders sends the response headers, as its name and its Javadoc say."
# Seen:      JDK 17: status line before the body is written; JDK 25: nothing within 1.5 seconds, and
#            with a flush() of the empty body at once.
set -euo pipefail
java25=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
java17=${JAVA_17_HOME:-$(ls -d /usr/lib/jvm/*17* | head -1)}/bin/java
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"

cat >Probe.java <<'J'
import com.sun.net.httpserver.HttpServer;
import java.net.*;
import java.util.concurrent.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var done = new CountDownLatch(1);
        server.setExecutor(Executors.newCachedThreadPool(r -> { var t = new Thread(r); t.setDaemon(true); return t; }));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 10);
            if (exchange.getRequestURI().getPath().equals("/flushed")) exchange.getResponseBody().flush();
            try { done.await(20, TimeUnit.SECONDS); } catch (InterruptedException e) { }
            exchange.close();
        });
        server.start();
        for (String path : new String[] {"/", "/flushed"}) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
                socket.setSoTimeout(1500);
                socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes());
                try {
                    System.out.println(path + ": " + (socket.getInputStream().read() == 'H' ? "a status line" : "something else"));
                } catch (SocketTimeoutException e) {
                    System.out.println(path + ": nothing");
                }
            }
        }
        done.countDown();
        server.stop(0);
    }
}
J
echo "JDK 17" >seen; "$java17" Probe.java >>seen
echo "JDK 25" >>seen; "$java25" Probe.java >>seen
cat seen
diff seen - <<'S'
JDK 17
/: a status line
/flushed: a status line
JDK 25
/: nothing
/flushed: a status line
S
