#!/usr/bin/env bash
# Packages:  npm json-logic-js 2.0.5 (the original), npm json-logic-engine 5.0.7,
#            io.github.jamsesso:json-logic-java 1.1.0
# Behaviour: twelve rules on data where a value is missing, null, empty or a text, and in each but the first the
#            engines disagree. What is missing is below 5 but not 0 for the original, 0 for the second and neither for
#            Java, which compares two dates as texts to false, and writes order 12345678 as 1.2345678E7. An empty
#            field is missing for the original alone. And json-logic-engine does not agree with itself: a rule that
#            is built first has another answer than the same rule that is run.
# Guess:     "A rule is JSON so that browser and server decide the same; to compile one makes it faster only."
# Seen:      "all" of a list that is not there is false, false, true if built, false.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>io.github.jamsesso</groupId><artifactId>json-logic-java</artifactId>
<version>1.1.0</version></dependency></dependencies></project>' >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund json-logic-js@2.0.5 json-logic-engine@5.0.7
cat >rules <<'R'
{"<":[{"var":"age"},18]} on {"age":"9"}
{"<":[{"var":"stock"},5]} on {}
{"!=":[{"var":"stock"},0]} on {}
{"<=":[{"var":"stock"},0]} on {}
{"+":[{"var":"stock"},1]} on {}
{"all":[{"var":"lines"},{"var":"paid"}]} on {}
{"var":["country","none"]} on {"country":null}
{"missing":["name"]} on {"name":""}
{"!!":{"var":"address"}} on {"address":{}}
{"<":[{"var":"from"},{"var":"to"}]} on {"from":"2025-03-09","to":"2025-03-10"}
{"cat":["Order ",{"var":"id"}]} on {"id":12345678}
{"-":[8,2,2]} on {}
R

cat >Probe.java <<'J'
import com.google.gson.*;
import io.github.jamsesso.jsonlogic.JsonLogic;
import java.nio.file.*;
import java.util.Map;

public class Probe {
    public static void main(String[] args) throws Exception {
        var gson = new GsonBuilder().disableHtmlEscaping().create();
        for (String line : Files.readAllLines(Path.of("rules"))) {
            String[] rule = line.split(" on ");
            System.out.println(gson.toJson(new JsonLogic().apply(rule[0], gson.fromJson(rule[1], Map.class))));
        }
    }
}
J
cat >probe.mjs <<'J'
import { readFileSync } from 'node:fs';
import original from 'json-logic-js';
import { LogicEngine } from 'json-logic-engine';
const lines = name => readFileSync(name, 'utf8').trim().split('\n');
const show = value => Number.isNaN(value) ? 'NaN' : JSON.stringify(value);
const engine = new LogicEngine();
const java = lines('java');
lines('rules').forEach((line, i) => {
  const [rule, data] = line.split(' on ').map(text => JSON.parse(text));
  console.log(`${line}\n  original ${show(original.apply(rule, data))}, engine run ${show(engine.run(rule, data))}, `
    + `built ${show(engine.build(rule)(data))}, Java ${java[i]}`);
});
J
timeout 60 java -cp 'lib/*' Probe.java >java 2>err || { cat err; exit 1; }
node probe.mjs | tee seen
diff seen - <<'E'
{"<":[{"var":"age"},18]} on {"age":"9"}
  original true, engine run true, built true, Java true
{"<":[{"var":"stock"},5]} on {}
  original true, engine run true, built true, Java false
{"!=":[{"var":"stock"},0]} on {}
  original true, engine run false, built false, Java true
{"<=":[{"var":"stock"},0]} on {}
  original true, engine run true, built true, Java false
{"+":[{"var":"stock"},1]} on {}
  original NaN, engine run 1, built 1, Java null
{"all":[{"var":"lines"},{"var":"paid"}]} on {}
  original false, engine run false, built true, Java false
{"var":["country","none"]} on {"country":null}
  original null, engine run null, built "none", Java "none"
{"missing":["name"]} on {"name":""}
  original ["name"], engine run [], built [], Java []
{"!!":{"var":"address"}} on {"address":{}}
  original true, engine run false, built false, Java true
{"<":[{"var":"from"},{"var":"to"}]} on {"from":"2025-03-09","to":"2025-03-10"}
  original true, engine run true, built true, Java false
{"cat":["Order ",{"var":"id"}]} on {"id":12345678}
  original "Order 12345678", engine run "Order 12345678", built "Order 12345678", Java "Order 1.2345678E7"
{"-":[8,2,2]} on {}
  original 6, engine run 4, built 4, Java 6.0
E
