#!/usr/bin/env bash
# Packages:  org.springframework:spring-context 7.0.10
# Behaviour: CronExpression.next(moment), which @Scheduled and every CronTrigger ask, can give a moment that is
#            not after the one asked about, and gives it again when asked again: an hourly job from 01:00 to 01:30
#            in the night in which the clock of Lord Howe goes back by half an hour at 02:00, one of each quarter
#            of an hour in the Chatham Islands, and the 30th day before the last of a month ("L-30"), which begins
#            with a date of the month before. And "31W", the weekday nearest to the 31st, leaves out each month
#            whose 31st is a Sunday.
# Guess:     "next() is after its argument, whatever the time zone; 31W is the last Friday then, as in Quartz."
# Seen:      "asked at 01:10+11:00: 01:00+11:00, 01:00+11:00, 01:00+11:00"; no May in 2026, no January in 2027.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version>
<dependencies><dependency><groupId>org.springframework</groupId><artifactId>spring-context</artifactId>
<version>7.0.10</version></dependency></dependencies></project>' >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.time.ZonedDateTime;
import org.springframework.scheduling.support.CronExpression;

public class Probe {
    public static void main(String[] args) {
        show("0 0 * * * *", "2026-04-04T01:10+11:00[Australia/Lord_Howe]", 3);
        show("0 0 * * * *", "2026-04-05T01:10+11:00[Australia/Lord_Howe]", 3);
        show("0 0/15 * * * *", "2026-04-05T02:50+13:45[Pacific/Chatham]", 2);
        show("0 0 6 L-30 * *", "2026-01-10T00:00Z", 2);
        show("0 0 6 31W * *", "2026-01-01T00:00Z", 5);
    }

    static void show(String cron, String from, int times) {
        System.out.println(cron + " after " + from);
        var moment = ZonedDateTime.parse(from);
        for (int i = 0; i < times; i++) {
            moment = CronExpression.parse(cron).next(moment);
            System.out.println("  " + moment.toOffsetDateTime());
        }
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
0 0 * * * * after 2026-04-04T01:10+11:00[Australia/Lord_Howe]
  2026-04-04T02:00+11:00
  2026-04-04T03:00+11:00
  2026-04-04T04:00+11:00
0 0 * * * * after 2026-04-05T01:10+11:00[Australia/Lord_Howe]
  2026-04-05T01:00+11:00
  2026-04-05T01:00+11:00
  2026-04-05T01:00+11:00
0 0/15 * * * * after 2026-04-05T02:50+13:45[Pacific/Chatham]
  2026-04-05T02:00+13:45
  2026-04-05T02:15+13:45
0 0 6 L-30 * * after 2026-01-10T00:00Z
  2026-01-29T06:00Z
  2026-01-29T06:00Z
0 0 6 31W * * after 2026-01-01T00:00Z
  2026-01-30T06:00Z
  2026-03-31T06:00Z
  2026-07-31T06:00Z
  2026-08-31T06:00Z
  2026-10-30T06:00Z
E
