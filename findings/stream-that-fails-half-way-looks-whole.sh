#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-transports-http-jetty); JDK 17 or 25
# Behaviour: an entity that throws after its first bytes were sent, be it a StreamingOutput or an InputStream.
#            None of the three breaks the connection: all write the last chunk, so that the client holds a
#            whole 200. CXF writes an XML fault with the text of the exception behind the rows of the CSV. If
#            nothing was sent yet and the exception is a 403, RESTEasy and CXF send the half behind the 403.
# Guess:     "The server cannot take the 200 back, so it ends the connection without the last chunk, and the
#            client sees an error" (RFC 9112, 8: a chunked message without its end is incomplete).
# Seen:      "Jersey: export: 200, 20000 bytes of it, whole", "CXF: export: 200, 20000 bytes of it and a fault,
#            whole", "RESTEasy: refused: 403, 200 bytes of it, whole".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() { # folder, then dependencies
  mkdir "$1"; { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo "<version>1</version><dependencies>$2</dependencies></project>"; } >"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory=lib
}
get Jersey "$(dep org.glassfish.jersey.containers jersey-container-grizzly2-http 4.0.2
  dep org.glassfish.jersey.inject jersey-hk2 4.0.2)"
get RESTEasy "$(dep org.jboss.resteasy resteasy-undertow 7.0.1.Final)"
get CXF "$(dep org.apache.cxf cxf-rt-frontend-jaxrs 4.2.3
  dep org.apache.cxf cxf-rt-transports-http-jetty 4.2.3)"

cat >Probe.java <<'J'
import jakarta.ws.rs.*;
import jakarta.ws.rs.core.*;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.util.*;
import java.util.concurrent.TimeUnit;

public class Probe {
    @Path("rows") public static class Rows {
        @GET @Path("export") @Produces("text/csv") public StreamingOutput export() {
            return out -> { out.write("x".repeat(20000).getBytes()); out.flush(); throw new IOException("half way"); };
        }
        @GET @Path("file") @Produces("text/csv") public InputStream file() {
            return new SequenceInputStream(new ByteArrayInputStream("x".repeat(200000).getBytes()), new InputStream() {
                @Override public int read() throws IOException { throw new IOException("half way"); }
            });
        }
        @GET @Path("refused") @Produces("text/csv") public StreamingOutput refused() {
            return out -> { out.write("x".repeat(200).getBytes()); throw new ForbiddenException(); };
        }
    }

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        if (args.length == 0) {
            control();
            System.exit(0);
        }
        Application application = new Application() {
            @Override public Set<Class<?>> getClasses() { return Set.of(Rows.class); }
        };
        var server = SeBootstrap.start(application, SeBootstrap.Configuration.builder().host("127.0.0.1")
            .port(SeBootstrap.Configuration.FREE_PORT).build()).toCompletableFuture().get(60, TimeUnit.SECONDS);
        for (String path : List.of("export", "file", "refused")) {
            show(args[0] + ": " + path, "http://127.0.0.1:" + server.configuration().port() + "/rows/" + path);
        }
        System.exit(0);
    }

    static void control() throws Exception {
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> {
                try (var connection = port.accept()) {
                    connection.getInputStream().read(new byte[8192]);
                    connection.getOutputStream().write(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n".getBytes());
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }).start();
            show("a chunk and the end of the connection", "http://127.0.0.1:" + port.getLocalPort() + "/");
        }
    }

    static void show(String what, String uri) throws Exception {
        var response = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()
            .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofInputStream());
        var body = new ByteArrayOutputStream();
        String end = "whole";
        try {
            response.body().transferTo(body);
        } catch (IOException broken) {
            end = "broken off";
        }
        String rest = body.toString().replaceFirst("^x*", "");
        System.out.println(what + ": " + response.statusCode() + ", " + (body.size() - rest.length()) + " bytes of it"
            + (rest.isEmpty() ? "" : rest.contains("XMLFault") && rest.contains("half way") ? " and a fault" : " and " + rest)
            + ", " + end);
    }
}
J
{ java -cp 'Jersey/lib/*' Probe.java 2>err || { cat err; exit 1; }
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java "$runtime" 2>err || { cat err; exit 1; }
done; } | tee seen
diff seen - <<'S'
a chunk and the end of the connection: 200, 5 bytes of it, broken off
Jersey: export: 200, 20000 bytes of it, whole
Jersey: file: 200, 200000 bytes of it, whole
Jersey: refused: 403, 0 bytes of it, whole
RESTEasy: export: 200, 20000 bytes of it, whole
RESTEasy: file: 200, 200000 bytes of it, whole
RESTEasy: refused: 403, 200 bytes of it, whole
CXF: export: 200, 20000 bytes of it and a fault, whole
CXF: file: 200, 200000 bytes of it and a fault, whole
CXF: refused: 403, 200 bytes of it, whole
S
