#!/usr/bin/env bash
# Packages:  org.quartz-scheduler:quartz 2.5.2
# Behaviour: CronExpression takes a step behind the name of a month or a day, and ignores it without a word:
#            JAN-DEC/3 is every month, where 1-12/3 is every third; MON-FRI/2 is every weekday, and MON/2 is
#            Monday only. In a list with one "nth" day, such as FRI,MON#1, the other day is lost.
# Guess:     "A name is another way to write its number", as the documentation puts names and numbers side by
#            side; what is not understood is a ParseException, as MON#1,FRI#3 is.
# Seen:      "1 JAN-DEC/3: 01-01 02-01 03-01 04-01" and "1 1-12/3: 01-01 04-01 07-01 10-01".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.quartz-scheduler quartz 2.5.2; dep org.slf4j slf4j-nop 2.0.17
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.time.Instant;
import java.util.*;
import org.quartz.CronExpression;

public class Probe {
    public static void main(String[] args) throws Exception {
        for (String days : new String[] {"1 1-12/3 ?", "1 JAN-DEC/3 ?", "1 2/3 ?", "1 FEB/3 ?", "? * 2-6/2",
            "? * MON-FRI/2", "? * 2/2", "? * MON/2", "? * FRI,MON#1"}) {
            var cron = new CronExpression("0 0 6 " + days);
            cron.setTimeZone(TimeZone.getTimeZone("UTC"));
            var text = new StringBuilder(days + ":");
            var time = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
            for (int i = 0; i < 5; i++) {
                time = cron.getNextValidTimeAfter(time);
                text.append(' ').append(time.toInstant().toString(), 5, 10);
            }
            System.out.println(text);
        }
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
1 1-12/3 ?: 01-01 04-01 07-01 10-01 01-01
1 JAN-DEC/3 ?: 01-01 02-01 03-01 04-01 05-01
1 2/3 ?: 02-01 05-01 08-01 11-01 02-01
1 FEB/3 ?: 02-01 02-01 02-01 02-01 02-01
? * 2-6/2: 01-02 01-05 01-07 01-09 01-12
? * MON-FRI/2: 01-01 01-02 01-05 01-06 01-07
? * 2/2: 01-02 01-05 01-07 01-09 01-12
? * MON/2: 01-05 01-12 01-19 01-26 02-02
? * FRI,MON#1: 01-05 02-02 03-02 04-06 05-04
E
