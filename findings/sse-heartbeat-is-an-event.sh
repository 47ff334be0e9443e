#!/usr/bin/env bash
# Packages:  jersey-media-sse 4.0.2, resteasy-client 7.0.1.Final, cxf-rt-rs-sse 4.1.5
# Behaviour: three of three SseEventSources call their listener for the comment ": ping", by which servers keep a
#            stream open, and for a lone `retry:`, with data "" or, in CXF, null; HTML's algorithm gives no event
#            then. CXF forgets the last id by it, and by each event without one: after the next break of the
#            connection it asks for no Last-Event-ID, and misses what happened or gets it again. Jersey hands on
#            the event that a break cut in two, and asks for what comes after it.
# Guess:     "Comments are skipped, an event is dispatched by its blank line, and an id holds until the next id."
# Seen:      "CXF: id 7, then a heartbeat: [x] [null], comes back with no id"; "Jersey: ... [{"half":], ... with 2".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() {
  { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>'
    echo '<dependencies>'; cat; echo '</dependencies></project>'; } >pom.xml
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory="$1"
}
{ dep org.glassfish.jersey.core jersey-client 4.0.2; dep org.glassfish.jersey.inject jersey-hk2 4.0.2
  dep org.glassfish.jersey.media jersey-media-sse 4.0.2; } | get Jersey
dep org.jboss.resteasy resteasy-client 7.0.1.Final | get RESTEasy
{ dep org.apache.cxf cxf-rt-rs-client 4.1.5; dep org.apache.cxf cxf-rt-rs-sse 4.1.5; } | get CXF

cat >Probe.java <<'J'
import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.sse.SseEventSource;
import java.net.*;
import java.util.*;
import java.util.concurrent.*;

public class Probe {
    static final BlockingQueue<Optional<String>> LAST_IDS = new LinkedBlockingQueue<>();
    static volatile String stream;

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            LAST_IDS.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
            String body = stream;
            stream = null;
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(body == null ? 204 : 200, body == null ? -1 : 0);
            if (body != null) exchange.getResponseBody().write(body.getBytes());
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        show(args[0] + ": id 7, then a heartbeat: ", uri, "id: 7\ndata: x\n\n: ping\n\n");
        show(args[0] + ": id 7, then a retry: ", uri, "id: 7\ndata: x\n\nretry: 20\n\n");
        show(args[0] + ": id 7, then one without: ", uri, "id: 7\ndata: x\n\ndata: y\n\n");
        show(args[0] + ": id 1, then a half event: ", uri, "id: 1\ndata: x\n\nid: 2\ndata: {\"half\":");
        System.exit(0);
    }

    static void show(String title, URI uri, String text) throws Exception {
        stream = text;
        LAST_IDS.clear();
        var data = new CopyOnWriteArrayList<String>();
        var client = ClientBuilder.newClient();
        var source = SseEventSource.target(client.target(uri)).reconnectingEvery(20, TimeUnit.MILLISECONDS).build();
        source.register(event -> data.add("[" + event.readData() + "]"));
        source.open();
        LAST_IDS.poll(20, TimeUnit.SECONDS);
        var last = LAST_IDS.poll(20, TimeUnit.SECONDS);
        Thread.sleep(200);
        System.out.println(title + String.join(" ", data) + ", comes back with " + last.orElse("no id"));
        source.close();
        client.close();
    }
}
J
for name in Jersey RESTEasy CXF; do
  timeout 120 java -cp "$name/*" Probe.java "$name" 2>err || { cat err; exit 1; }
done | tee seen
diff seen - <<'E'
Jersey: id 7, then a heartbeat: [x] [], comes back with 7
Jersey: id 7, then a retry: [x] [], comes back with 7
Jersey: id 7, then one without: [x] [y], comes back with 7
Jersey: id 1, then a half event: [x] [{"half":], comes back with 2
RESTEasy: id 7, then a heartbeat: [x] [], comes back with 7
RESTEasy: id 7, then a retry: [x] [], comes back with 7
RESTEasy: id 7, then one without: [x] [y], comes back with 7
RESTEasy: id 1, then a half event: [x], comes back with 1
CXF: id 7, then a heartbeat: [x] [null], comes back with no id
CXF: id 7, then a retry: [x] [null], comes back with no id
CXF: id 7, then one without: [x] [y], comes back with no id
CXF: id 1, then a half event: [x], comes back with 1
E
