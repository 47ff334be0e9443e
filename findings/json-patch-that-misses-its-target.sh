#!/usr/bin/env bash
# Packages:  com.github.java-json-tools:json-patch 1.13, com.flipkart.zjsonpatch:zjsonpatch 0.4.16,
#            org.eclipse.parsson:parsson 1.1.7, npm fast-json-patch 3.1.1
# Behaviour: the patch that a library makes of two documents, applied to the first by the same library, gives
#            another document than the second: json-patch writes a part of the old array into the new one,
#            zjsonpatch takes the name "~1" for "/", and fast-json-patch finds no difference between [] and {}.
#            And "test" of 100 against 1e2, equal numbers by RFC 6902 section 4.6, fails in Parsson and zjsonpatch.
# Guess:     "apply(diff(a, b), a) is b, whatever else a patch may look like."
# Seen:      json-patch: [[1,1,"b"]] to [[],1] gives [[],"b"]; only Parsson's own patches hold.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep com.fasterxml.jackson.core jackson-core 2.20.0; dep com.fasterxml.jackson.core jackson-databind 2.20.0
  dep com.github.java-json-tools json-patch 1.13; dep com.flipkart.zjsonpatch zjsonpatch 0.4.16
  dep org.eclipse.parsson parsson 1.1.7; dep jakarta.json jakarta.json-api 2.1.3
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund fast-json-patch@3.1.1

cat >Probe.java <<'J'
import com.fasterxml.jackson.databind.*;
import jakarta.json.*;
import java.io.StringReader;
import java.util.concurrent.Callable;

public class Probe {
    static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) {
        for (String[] pair : new String[][] {{"[[1,1,\"b\"]]", "[[],1]"}, {"{\"~1\":2}", "{\"~1\":3}"}}) {
            String from = pair[0], to = pair[1], title = from + " to " + to + " gives ";
            show("json-patch: " + title, () -> com.github.fge.jsonpatch.diff.JsonDiff
                .asJsonPatch(JSON.readTree(from), JSON.readTree(to)).apply(JSON.readTree(from)));
            show("zjsonpatch: " + title, () -> com.flipkart.zjsonpatch.JsonPatch.apply(com.flipkart.zjsonpatch.JsonDiff
                .asJson(JSON.readTree(from), JSON.readTree(to)), JSON.readTree(from)));
            show("Parsson: " + title, () -> Json.createDiff(read(from), read(to)).apply(read(from)));
        }
        String value = "{\"a\":100}", test = "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1e2}]";
        show("json-patch: test of 100 against 1e2: ", () ->
            com.github.fge.jsonpatch.JsonPatch.fromJson(JSON.readTree(test)).apply(JSON.readTree(value)));
        show("zjsonpatch: test of 100 against 1e2: ", () ->
            com.flipkart.zjsonpatch.JsonPatch.apply(JSON.readTree(test), JSON.readTree(value)));
        show("Parsson: test of 100 against 1e2: ", () ->
            Json.createPatch((JsonArray) read(test)).apply(read(value)));
    }

    static JsonStructure read(String json) {
        return Json.createReader(new StringReader(json)).read();
    }

    static void show(String title, Callable<?> call) {
        String seen;
        try {
            seen = call.call().toString();
        } catch (Exception e) {
            seen = "fails";
        }
        System.out.println(title + seen);
    }
}
J
cat >probe.mjs <<'J'
import { applyPatch, compare } from 'fast-json-patch/index.mjs';
for (const [from, to] of [[{ a: [] }, { a: {} }], [[], {}], [{}, [1]]])
  console.log(`fast-json-patch: ${JSON.stringify(from)} to ${JSON.stringify(to)} gives ${
    JSON.stringify(applyPatch(structuredClone(from), compare(from, to)).newDocument)}`);
J
{ timeout 60 java -cp 'lib/*' Probe.java 2>err || { cat err; exit 1; }; node probe.mjs; } | tee seen
diff seen - <<'E'
json-patch: [[1,1,"b"]] to [[],1] gives [[],"b"]
zjsonpatch: [[1,1,"b"]] to [[],1] gives [[],1]
Parsson: [[1,1,"b"]] to [[],1] gives [[],1]
json-patch: {"~1":2} to {"~1":3} gives {"~1":3}
zjsonpatch: {"~1":2} to {"~1":3} gives fails
Parsson: {"~1":2} to {"~1":3} gives {"~1":3}
json-patch: test of 100 against 1e2: {"a":100}
zjsonpatch: test of 100 against 1e2: fails
Parsson: test of 100 against 1e2: fails
fast-json-patch: {"a":[]} to {"a":{}} gives {"a":{}}
fast-json-patch: [] to {} gives []
fast-json-patch: {} to [1] gives {"0":1}
E
