#!/usr/bin/env bash
# Packages:  org.glassfish.jersey.core:jersey-client 4.0.2, JDK 17 or 25 (java.net.http.HttpClient,
#            HttpURLConnection)
# Behaviour: a server that offers Bearer and Basic in one WWW-Authenticate line gets no credentials
#            from HttpClient and from Jersey's HttpAuthenticationFeature: they look at the start of
#            the line only. Two lines, or Basic first, work. HttpURLConnection, which HttpClient was
#            made to replace, finds Basic everywhere.
# Guess:     "A list on one line is the same as two lines (RFC 9110 section 5.3), and the newer
#            client is at least as good as the old one."
# Seen:      Bearer before Basic on one line: HttpURLConnection 200, HttpClient 401, Jersey 401.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.glassfish.jersey.core jersey-client 4.0.2; dep org.glassfish.jersey.inject jersey-hk2 4.0.2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.sun.net.httpserver.HttpServer;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.*;
import java.net.http.*;
import java.util.List;
import org.glassfish.jersey.client.authentication.HttpAuthenticationFeature;

public class Probe {
    static List<String> lines;

    public static void main(String[] args) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean known = exchange.getRequestHeaders().containsKey("Authorization");
            if (!known) exchange.getResponseHeaders().put("WWW-Authenticate", lines);
            exchange.sendResponseHeaders(known ? 200 : 401, -1);
            exchange.close();
        });
        server.start();
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        var user = new Authenticator() {
            @Override protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("user", "word".toCharArray());
            }
        };
        for (var challenge : List.of(List.of("Basic realm=\"r\", Bearer realm=\"r\""),
                List.of("Bearer realm=\"r\"", "Basic realm=\"r\""), List.of("Bearer realm=\"r\", Basic realm=\"r\""))) {
            lines = challenge;
            var connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setAuthenticator(user);
            System.out.println(String.join(" | ", lines) + ": HttpURLConnection " + connection.getResponseCode()
                + ", HttpClient " + HttpClient.newBuilder().authenticator(user).build()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding()).statusCode()
                + ", Jersey " + ClientBuilder.newClient().register(HttpAuthenticationFeature.basicBuilder()
                    .nonPreemptive().credentials("user", "word").build()).target(uri).request().get().getStatus());
        }
        System.exit(0);
    }
}
J
timeout 100 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
Basic realm="r", Bearer realm="r": HttpURLConnection 200, HttpClient 200, Jersey 200
Bearer realm="r" | Basic realm="r": HttpURLConnection 200, HttpClient 200, Jersey 200
Bearer realm="r", Basic realm="r": HttpURLConnection 200, HttpClient 401, Jersey 401
E
