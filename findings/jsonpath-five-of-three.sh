#!/usr/bin/env bash
# Packages:  com.jayway.jsonpath:json-path 3.0.0, npm jsonpath-rfc9535 1.3.0, npm json-p3 2.3.1
# Behaviour: nine paths that are valid by RFC 9535, and in all but the first the three disagree. A slice that begins
#            before the first element gives five of three elements in Jayway, and in jsonpath-rfc9535 only one of the
#            two that it names. A filter that compares the first element of an array finds nothing in
#            jsonpath-rfc9535, where a filter for a member does; json-p3 refuses the number 0.1e1. For Jayway, which
#            is older than the RFC, "1" is 1, a filter looks at the object itself, and a step of -1 is none.
# Guess:     "What is left of a slice is at most the array; two libraries of the RFC differ in nothing."
# Seen:      "$[-5:2] on [1,2,3]" is [1,2,3,1,2] in Jayway, [2] in jsonpath-rfc9535 and [1,2] in json-p3.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>com.jayway.jsonpath</groupId><artifactId>json-path</artifactId>
<version>3.0.0</version></dependency></dependencies></project>' >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund jsonpath-rfc9535@1.3.0 json-p3@2.3.1
cat >paths <<'P'
$[-2:] on [1,2,3]
$[-5:2] on [1,2,3]
$[2:0:-1] on [1,2,3]
$[?(@[0]==1)] on [[1,2],[2,1]]
$[?(@.a==0.1e1)] on [{"a":1}]
$[?(@.a==1)] on [{"a":1},{"a":"1"}]
$[?(@.a==1)] on {"a":1}
$[?(@.a==@.b)] on [{"a":1,"b":1},{"c":1}]
$['a','b'] on {"b":1,"a":2}
P

cat >Probe.java <<'J'
import com.jayway.jsonpath.*;
import java.nio.file.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("paths"))) {
            String[] path = line.split(" on ");
            Object found = JsonPath.parse(path[1]).read(path[0]);
            System.out.println(Configuration.defaultConfiguration().jsonProvider().toJson(found));
        }
    }
}
J
cat >probe.mjs <<'J'
import { readFileSync } from 'node:fs';
import { jsonpath } from 'json-p3';
import { query } from 'jsonpath-rfc9535';
const lines = name => readFileSync(name, 'utf8').trim().split('\n');
const show = find => { try { return JSON.stringify(find()); } catch (e) { return e.name; } };
const java = lines('java');
lines('paths').forEach((line, i) => {
  const [path, json] = line.split(' on ');
  const value = JSON.parse(json);
  console.log(`${line}\n  Jayway ${java[i]}, jsonpath-rfc9535 ${show(() => query(value, path))}, `
    + `json-p3 ${show(() => jsonpath.query(path, value).values())}`);
});
J
timeout 60 java -cp 'lib/*' Probe.java >java 2>err || { cat err; exit 1; }
node probe.mjs | tee seen
diff seen - <<'E'
$[-2:] on [1,2,3]
  Jayway [2,3], jsonpath-rfc9535 [2,3], json-p3 [2,3]
$[-5:2] on [1,2,3]
  Jayway [1,2,3,1,2], jsonpath-rfc9535 [2], json-p3 [1,2]
$[2:0:-1] on [1,2,3]
  Jayway [], jsonpath-rfc9535 [3,2], json-p3 [3,2]
$[?(@[0]==1)] on [[1,2],[2,1]]
  Jayway [[1,2]], jsonpath-rfc9535 [], json-p3 [[1,2]]
$[?(@.a==0.1e1)] on [{"a":1}]
  Jayway [{"a":1}], jsonpath-rfc9535 [{"a":1}], json-p3 JSONPathSyntaxError
$[?(@.a==1)] on [{"a":1},{"a":"1"}]
  Jayway [{"a":1},{"a":"1"}], jsonpath-rfc9535 [{"a":1}], json-p3 [{"a":1}]
$[?(@.a==1)] on {"a":1}
  Jayway [{"a":1}], jsonpath-rfc9535 [], json-p3 []
$[?(@.a==@.b)] on [{"a":1,"b":1},{"c":1}]
  Jayway [{"a":1,"b":1}], jsonpath-rfc9535 [{"a":1,"b":1},{"c":1}], json-p3 [{"a":1,"b":1},{"c":1}]
$['a','b'] on {"b":1,"a":2}
  Jayway {"a":2,"b":1}, jsonpath-rfc9535 [2,1], json-p3 [2,1]
E
