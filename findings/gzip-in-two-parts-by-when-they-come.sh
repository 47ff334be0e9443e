#!/usr/bin/env bash
# Packages:  JDK 17 and JDK 25 (their homes in JAVA_17_HOME and JAVA_25_HOME or under Debian's usual folder),
#            jersey-client 4.0.2, resteasy-client 7.0.1.Final, cxf-rt-rs-client 4.2.3, httpclient5 5.6.5,
#            okhttp-jvm 5.5.1, jetty-client 12.1.14
# Behaviour: an answer with `Content-Encoding: gzip` of two members, as RFC 1952 section 2.2 allows and as a server
#            sends that compresses each part by itself. On JDK 17, if the second comes a moment later, Jersey,
#            RESTEasy, CXF and Apache read the first part and take it for the whole, although Content-Length
#            counts both; if the two come at once, all is read. On JDK 25 they always read all. OkHttp fails.
# Guess:     "A body ends where Content-Length says; what was compressed is read whole, or is an exception."
# Seen:      JDK 17, second part 0.3 seconds later: "first" four times; at once: "first second".
set -euo pipefail
java25=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
java17=${JAVA_17_HOME:-$(ls -d /usr/lib/jvm/*17* | head -1)}/bin/java
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.glassfish.jersey.core jersey-client 4.0.2; dep org.glassfish.jersey.inject jersey-hk2 4.0.2
  dep org.jboss.resteasy resteasy-client 7.0.1.Final; dep org.apache.cxf cxf-rt-rs-client 4.2.3
  dep org.apache.httpcomponents.client5 httpclient5 5.6.5; dep com.squareup.okhttp3 okhttp-jvm 5.5.1
  dep org.eclipse.jetty jetty-client 12.1.14; dep org.slf4j slf4j-nop 2.0.17
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.sun.net.httpserver.HttpServer;
import java.io.*;
import java.net.*;
import java.util.*;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.cxf.jaxrs.client.WebClient;
import org.apache.cxf.transport.common.gzip.GZIPInInterceptor;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.glassfish.jersey.client.JerseyClientBuilder;
import org.glassfish.jersey.message.GZipEncoder;
import org.jboss.resteasy.client.jaxrs.internal.ResteasyClientBuilderImpl;
import org.jboss.resteasy.plugins.interceptors.GZIPDecodingInterceptor;

public class Probe {
    interface Client {
        String get(String uri) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        byte[] first = gzip("first "), second = gzip("second ");
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, first.length + second.length);
            try (var out = new BufferedOutputStream(exchange.getResponseBody())) {
                out.write(first);
                if (exchange.getRequestURI().getPath().equals("/later")) {
                    out.flush();
                    pause();
                }
                out.write(second);
            }
        });
        server.start();

        var clients = new LinkedHashMap<String, Client>();
        clients.put("Jersey", uri -> new JerseyClientBuilder().build().register(GZipEncoder.class).target(uri).request()
            .get(String.class));
        clients.put("RESTEasy", uri -> new ResteasyClientBuilderImpl().build().register(GZIPDecodingInterceptor.class)
            .target(uri).request().get(String.class));
        clients.put("CXF", uri -> {
            var client = WebClient.create(uri);
            WebClient.getConfig(client).getInInterceptors().add(new GZIPInInterceptor());
            return client.get(String.class);
        });
        clients.put("Apache", uri -> HttpClients.createDefault().execute(new HttpGet(uri),
            response -> EntityUtils.toString(response.getEntity())));
        clients.put("OkHttp", uri -> new okhttp3.OkHttpClient().newCall(new okhttp3.Request.Builder().url(uri).build())
            .execute().body().string());
        clients.put("Jetty", uri -> {
            var client = new org.eclipse.jetty.client.HttpClient();
            client.start();
            return client.GET(uri).getContentAsString();
        });
        for (var client : clients.entrySet())
            for (String when : new String[] {"at once", "later"}) {
                String seen;
                try {
                    seen = client.getValue().get("http://127.0.0.1:" + server.getAddress().getPort() + "/"
                        + when.replace(" ", "-")).strip();
                } catch (Exception e) {
                    seen = "fails";
                }
                System.out.println("JDK " + Runtime.version().feature() + ", " + client.getKey() + ", " + when + ": "
                    + seen);
            }
        System.exit(0);
    }

    static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes());
        }
        return bytes.toByteArray();
    }

    static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
J
for java in "$java17" "$java25"; do timeout 60 "$java" -cp 'lib/*' Probe.java 2>err || { cat err; exit 1; }; done | tee seen
diff seen - <<'E'
JDK 17, Jersey, at once: first second
JDK 17, Jersey, later: first
JDK 17, RESTEasy, at once: first second
JDK 17, RESTEasy, later: first
JDK 17, CXF, at once: first second
JDK 17, CXF, later: first
JDK 17, Apache, at once: first second
JDK 17, Apache, later: first
JDK 17, OkHttp, at once: fails
JDK 17, OkHttp, later: fails
JDK 17, Jetty, at once: first second
JDK 17, Jetty, later: first second
JDK 25, Jersey, at once: first second
JDK 25, Jersey, later: first second
JDK 25, RESTEasy, at once: first second
JDK 25, RESTEasy, later: first second
JDK 25, CXF, at once: first second
JDK 25, CXF, later: first second
JDK 25, Apache, at once: first second
JDK 25, Apache, later: first second
JDK 25, OkHttp, at once: fails
JDK 25, OkHttp, later: fails
JDK 25, Jetty, at once: first second
JDK 25, Jetty, later: first second
E
