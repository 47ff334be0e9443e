#!/usr/bin/env bash
# Packages:  org.openapitools:openapi-generator-cli 7.25.0; JDK 17 or 25
# Behaviour: an operation that takes a Bearer token or a DPoP one, as two alternatives in `security`. The
#            generated Java client (its usual library, okhttp-gson) demands both, has no authentication for
#            the HTTP scheme DPoP, and throws "Authentication undefined" before it sends anything, although
#            it has its Bearer token. A subclass cannot add one either: the map is fixed in the constructor.
# Guess:     "It warns that it does not know the scheme, leaves that alternative out, and calls with the
#            Bearer token", as it does when the alternative is mutualTLS.
# Seen:      bearer or DPoP: 0 requests, "Authentication undefined: dpopAuth"; bearer or mutualTLS, and
#            bearer or nothing: 1 request with "Bearer token".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat >pom.xml <<'P'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>org.openapitools</groupId><artifactId>openapi-generator-cli</artifactId><version>7.25.0</version></dependency>
</dependencies></project>
P
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=generator
cat >api.yaml <<'Y'
openapi: 3.1.1
info: {title: Orders, version: '1'}
paths:
  /dpop:
    get:
      operationId: dpop
      security: [{bearerAuth: []}, {dpopAuth: []}]
      responses: {'200': {description: fine}}
  /certificate:
    get:
      operationId: certificate
      security: [{bearerAuth: []}, {certificateAuth: []}]
      responses: {'200': {description: fine}}
  /nothing:
    get:
      operationId: nothing
      security: [{bearerAuth: []}, {}]
      responses: {'200': {description: fine}}
components:
  securitySchemes:
    bearerAuth: {type: http, scheme: bearer}
    dpopAuth: {type: http, scheme: DPoP}
    certificateAuth: {type: mutualTLS}
Y
java -cp 'generator/*' org.openapitools.codegen.OpenAPIGenerator generate -g java -i api.yaml -o client >log 2>&1 || { cat log; exit 1; }
mvn -q -B -f client/pom.xml org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
  -DincludeScope=compile "-DoutputDirectory=$dir/lib"
find client/src/main/java -name '*.java' >sources
javac -nowarn -proc:none -cp 'lib/*' -d classes @sources 2>err || { cat err; exit 1; }

cat >Probe.java <<'J'
import com.sun.net.httpserver.HttpServer;
import java.net.*;
import java.util.*;
import org.openapitools.client.*;
import org.openapitools.client.api.DefaultApi;

public class Probe {
    interface Call { void run() throws ApiException; }

    public static void main(String[] args) throws Exception {
        var seen = Collections.synchronizedList(new ArrayList<String>());
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        var client = new ApiClient();
        client.setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
        client.setBearerToken("token");
        var api = new DefaultApi(client);
        var calls = new LinkedHashMap<String, Call>();
        calls.put("bearer or DPoP", api::dpop);
        calls.put("bearer or mutualTLS", api::certificate);
        calls.put("bearer or nothing", api::nothing);
        var mended = new ApiClient() {{
            authentications = new HashMap<>(authentications);
            authentications.put("dpopAuth", (query, headers, cookies, body, method, uri) -> { });
        }};
        mended.setBasePath(client.getBasePath());
        mended.setBearerToken("token");
        calls.put("bearer or DPoP, with the map replaced", new DefaultApi(mended)::dpop);
        for (var call : calls.entrySet()) {
            seen.clear();
            String outcome = "done";
            try {
                call.getValue().run();
            } catch (RuntimeException thrown) {
                outcome = thrown.getMessage();
            }
            System.out.println(call.getKey() + ": requests " + seen + ", " + outcome);
        }
        System.exit(0);
    }
}
J
java -cp 'classes:lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
grep -q 'WARN.*Unknown scheme `DPoP`' log
diff seen - <<'E'
bearer or DPoP: requests [], Authentication undefined: dpopAuth
bearer or mutualTLS: requests [Bearer token], done
bearer or nothing: requests [Bearer token], done
bearer or DPoP, with the map replaced: requests [Bearer token], done
E
