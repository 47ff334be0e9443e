#!/usr/bin/env bash
# Packages:  org.camunda.feel:feel-engine 1.21.0, org.kie:kie-dmn-feel 10.2.0, npm feelin 8.2.0
# Behaviour: ten conditions as in a table of DMN, and in all but the first the three engines disagree. One day and
#            a half is one day for Camunda, for which midnight in London is not one o'clock in Paris; each of
#            [1, null] is above 0 for KIE, for which 1 is 1.0 but [1] is not [1.0]; feelin counts in binary
#            fractions, and removes the second of three when told to remove the last. Noon and one day is
#            one o'clock for both Java engines if the clocks change in between.
# Guess:     "One standard, one test suite: a simple condition is true everywhere or nowhere."
# Seen:      "every x in [1, null] satisfies x > 0" is null, true and false.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.camunda.feel feel-engine 1.21.0; dep org.kie kie-dmn-feel 10.2.0
  dep com.fasterxml.jackson.core jackson-databind 2.21.1; dep com.fasterxml.jackson.core jackson-core 2.21.1
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund feelin@8.2.0
cat >conditions <<'C'
1 = 1.0
[1] = [1.0]
count(distinct values([1, 1.0])) = 1
every x in [1, null] satisfies x > 0
round half up(1.005, 2) = 1.01
remove([1, 2, 3], -1) = [1, 2]
duration("P1D") * 1.5 = duration("PT36H")
duration("P1D") / duration("PT1H") = 24
date and time("2025-01-01T00:00:00Z") = date and time("2025-01-01T01:00:00+01:00")
date and time("2025-03-29T12:00:00@Europe/Berlin") + duration("P1D") = date and time("2025-03-30T12:00:00@Europe/Berlin")
C

cat >Probe.java <<'J'
import java.nio.file.*;
import java.util.Map;
import org.camunda.feel.api.FeelEngineBuilder;
import org.kie.dmn.feel.lang.impl.FEELBuilder;

public class Probe {
    public static void main(String[] args) throws Exception {
        var camunda = FeelEngineBuilder.create().build();
        var kie = FEELBuilder.builder().build();
        for (String condition : Files.readAllLines(Path.of("conditions"))) {
            var result = camunda.evaluateExpression(condition, Map.of());
            System.out.println("Camunda " + (result.isSuccess() ? result.result() : "failure") + ", KIE " + kie.evaluate(condition));
        }
    }
}
J
cat >probe.mjs <<'J'
import { readFileSync } from 'node:fs';
import { evaluate } from 'feelin';
const lines = name => readFileSync(name, 'utf8').trim().split('\n').map(line => line.trim());
const java = lines('java');
lines('conditions').forEach((condition, i) =>
  console.log(`${condition}\n  ${java[i]}, feelin ${evaluate(condition, {}).value}`));
J
timeout 60 java -cp 'lib/*' Probe.java >java 2>err || { cat err; exit 1; }
node probe.mjs | tee seen
diff seen - <<'E'
1 = 1.0
  Camunda true, KIE true, feelin true
[1] = [1.0]
  Camunda true, KIE false, feelin true
count(distinct values([1, 1.0])) = 1
  Camunda true, KIE false, feelin true
every x in [1, null] satisfies x > 0
  Camunda null, KIE true, feelin false
round half up(1.005, 2) = 1.01
  Camunda true, KIE true, feelin false
remove([1, 2, 3], -1) = [1, 2]
  Camunda true, KIE true, feelin false
duration("P1D") * 1.5 = duration("PT36H")
  Camunda false, KIE true, feelin false
duration("P1D") / duration("PT1H") = 24
  Camunda true, KIE true, feelin false
date and time("2025-01-01T00:00:00Z") = date and time("2025-01-01T01:00:00+01:00")
  Camunda false, KIE true, feelin true
date and time("2025-03-29T12:00:00@Europe/Berlin") + duration("P1D") = date and time("2025-03-30T12:00:00@Europe/Berlin")
  Camunda false, KIE false, feelin true
E
