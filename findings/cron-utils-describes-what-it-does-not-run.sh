#!/usr/bin/env bash
# Packages:  com.cronutils:cron-utils 9.2.1, org.quartz-scheduler:quartz 2.5.2
# Behaviour: with the definition of Quartz, expressions that Quartz runs as they read are parsed and put into
#            words ("between 22 and 4"), and run at fewer times: of a range past the end (22-4, NOV-FEB, 28-3)
#            only the first value is left; in a list of days of the month L is left out, and 1W is the 1st, be it
#            a Sunday; of "L-1,L" no time is left at all. SAT-MON is three days, as it should be.
# Guess:     "What parse() accepts, nextExecution() runs; describe() says what will happen."
# Seen:      "every hour between 22 and 4": 01-31T22 02-01T22 02-02T22, where Quartz has seven hours a night.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep com.cronutils cron-utils 9.2.1; dep org.slf4j slf4j-nop 1.7.36; dep org.quartz-scheduler quartz 2.5.2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.*;
import java.util.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));
        for (String cron : new String[] {"0 0 22-4 * * ?", "0 0 6 1 NOV-FEB ?", "0 0 6 28-3 * ?", "0 0 6 15,L * ?",
            "0 0 6 1W,15W * ?", "0 0 6 L-1,L * ?", "0 0 6 ? * SAT-MON"}) {
            var parsed = parser.parse(cron);
            System.out.println(cron + ", " + CronDescriptor.instance(Locale.UK).describe(parsed));
            var quartz = new org.quartz.CronExpression(cron);
            quartz.setTimeZone(TimeZone.getTimeZone("UTC"));
            var start = ZonedDateTime.parse("2026-01-31T05:00:00Z");
            var ours = new StringBuilder("  cron-utils:");
            var theirs = new StringBuilder("  quartz:    ");
            var time = Optional.of(start);
            var date = Date.from(start.toInstant());
            for (int i = 0; i < 4; i++) {
                time = time.flatMap(ExecutionTime.forCron(parsed)::nextExecution);
                ours.append(time.map(t -> " " + t.toString().substring(5, 13)).orElse(" never"));
                date = quartz.getNextValidTimeAfter(date);
                theirs.append(' ').append(date.toInstant().toString(), 5, 13);
            }
            System.out.println(ours + "\n" + theirs);
        }
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
0 0 22-4 * * ?, every hour between 22 and 4
  cron-utils: 01-31T22 02-01T22 02-02T22 02-03T22
  quartz:     01-31T22 01-31T23 02-01T00 02-01T01
0 0 6 1 NOV-FEB ?, at 06:00 at 1 day every month between November and February
  cron-utils: 11-01T06 11-01T06 11-01T06 11-01T06
  quartz:     02-01T06 11-01T06 12-01T06 01-01T06
0 0 6 28-3 * ?, at 06:00 every day between 28 and 3
  cron-utils: 02-28T06 03-28T06 04-28T06 05-28T06
  quartz:     01-31T06 02-01T06 02-02T06 02-03T06
0 0 6 15,L * ?, at 06:00 at 15 and -1 days
  cron-utils: 02-15T06 03-15T06 04-15T06 05-15T06
  quartz:     01-31T06 02-15T06 02-28T06 03-15T06
0 0 6 1W,15W * ?, at 06:00 at 1 and 15 days
  cron-utils: 02-01T06 02-15T06 03-01T06 03-15T06
  quartz:     02-02T06 02-16T06 03-02T06 03-16T06
0 0 6 L-1,L * ?, at 06:00 at -1 and -1 days
  cron-utils: never never never never
  quartz:     01-31T06 02-27T06 02-28T06 03-30T06
0 0 6 ? * SAT-MON, at 06:00 every day between Saturday and Monday
  cron-utils: 01-31T06 02-01T06 02-02T06 02-07T06
  quartz:     01-31T06 02-01T06 02-02T06 02-07T06
E
