#!/usr/bin/env bash
# Packages:  org.mnode.ical4j:ical4j 4.1.1, org.dmfs:lib-recur 0.17.1, net.sf.biweekly:biweekly 0.6.8,
#            npm rrule 2.8.1, npm ical.js 2.2.1
# Behaviour: nine rules of RFC 5545, each begun on a date of its own, and the first three dates that five libraries
#            give: in each rule another one or two are alone, all but once without an exception. ical.js moves who
#            was born on 29 February to 1 March, and takes no heed of BYSETPOS in a week; ical4j and ical.js drop
#            the last day of "each first and last"; rrule has no date at all for "Mondays and the second
#            Wednesday"; biweekly has none for two hours of the day, and each Monday for INTERVAL=2;BYDAY=MO.
#            Yearly on the 13th is one day a year for three of them, and twelve for two.
# Guess:     "These are the examples of the RFC with other numbers; who reads RRULE agrees on them."
# Seen:      only lib-recur is in the majority in all nine.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.mnode.ical4j ical4j 4.1.1; dep org.dmfs lib-recur 0.17.1; dep net.sf.biweekly biweekly 0.6.8
  dep org.slf4j slf4j-nop 2.0.17
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
npm init -y >npm.log
npm install --silent --no-audit --no-fund rrule@2.8.1 ical.js@2.2.1
cat >rules <<'R'
2024-02-29 FREQ=YEARLY
2026-01-09 FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1
2026-01-01 FREQ=DAILY;BYMONTHDAY=1,-1
2026-01-05 FREQ=MONTHLY;BYDAY=MO,2WE
2026-01-05 FREQ=DAILY;INTERVAL=2;BYDAY=MO
2026-01-01 FREQ=HOURLY;INTERVAL=5;BYHOUR=9,14
2026-01-01 FREQ=MINUTELY;INTERVAL=45;BYHOUR=9
2026-03-01 FREQ=YEARLY;BYYEARDAY=60;BYMONTH=3
2026-01-13 FREQ=YEARLY;BYMONTHDAY=13
R

cat >Probe.java <<'J'
import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.stream.*;
import net.fortuna.ical4j.model.Recur;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.RecurrenceRule;

public class Probe {
    static final TimeZone UTC = TimeZone.getTimeZone("UTC");

    public static void main(String[] args) throws Exception {
        for (String line : Files.readAllLines(Path.of("rules"))) {
            var start = LocalDate.parse(line.substring(0, 10)).atTime(9, 0);
            String rule = line.substring(11);
            show(line, "ical4j", new Recur<LocalDateTime>(rule).getDates(start, start, start.plusYears(9), 3).stream());

            var theirs = new RecurrenceRule(rule).iterator(
                new DateTime(UTC, start.getYear(), start.getMonthValue() - 1, start.getDayOfMonth(), 9, 0, 0));
            show(line, "lib-recur", Stream.generate(() -> at(theirs.nextMillis())).limit(3));

            String file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:"
                + line.substring(0, 10).replace("-", "") + "T090000Z\r\nRRULE:" + rule
                + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
            var dates = biweekly.Biweekly.parse(file).first().getEvents().get(0).getDateIterator(UTC);
            var found = new ArrayList<LocalDateTime>();
            while (found.size() < 3 && dates.hasNext()) found.add(at(dates.next().getTime()));
            show(line, "biweekly", found.stream());
        }
    }

    static LocalDateTime at(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }

    static void show(String line, String library, Stream<LocalDateTime> dates) {
        System.out.println(line + "|" + library + "|"
            + dates.limit(3).map(d -> d.toString().replace("T09:00", "")).collect(Collectors.joining(" ")));
    }
}
J
cat >probe.mjs <<'J'
import { readFileSync } from 'node:fs';
import rrule from 'rrule';
import ICAL from 'ical.js';
const lines = name => readFileSync(name, 'utf8').trim().split('\n').map(line => line.trim());
const seen = Object.fromEntries(lines('rules').map(rule => [rule, {}]));
const note = (rule, library, dates) => (seen[rule][dates.trim() || 'no date'] ??= []).push(library);
for (const line of lines('java')) note(...line.split('|'));
for (const line in seen) {
  const [date, rule] = line.split(' ');
  const text = dates => dates.map(d => d.toISOString().slice(0, 16).replace('T09:00', '')).join(' ');
  const found = [];
  rrule.rrulestr(`DTSTART:${date.replaceAll('-', '')}T090000Z\nRRULE:${rule}`).all(d => found.push(d) < 3);
  note(line, 'rrule', text(found.slice(0, 3)));
  try {
    const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(`${date}T09:00:00Z`));
    note(line, 'ical.js', text([1, 2, 3].map(() => iterator.next().toJSDate())));
  } catch (e) {
    note(line, 'ical.js', e.message);
  }
  console.log(line);
  for (const dates in seen[line]) console.log(`  ${dates}: ${seen[line][dates].join(', ')}`);
}
J
timeout 60 java -cp 'lib/*' Probe.java >java 2>err || { cat err; exit 1; }
node probe.mjs | tee seen
diff seen - <<'E'
2024-02-29 FREQ=YEARLY
  2024-02-29 2028-02-29 2032-02-29: ical4j, lib-recur, biweekly, rrule
  2024-02-29 2025-03-01 2026-03-01: ical.js
2026-01-09 FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1
  2026-01-09 2026-01-16 2026-01-23: ical4j, lib-recur, biweekly, rrule
  2026-01-09 2026-01-12 2026-01-14: ical.js
2026-01-01 FREQ=DAILY;BYMONTHDAY=1,-1
  2026-01-01 2026-02-01 2026-03-01: ical4j, ical.js
  2026-01-01 2026-01-31 2026-02-01: lib-recur, biweekly, rrule
2026-01-05 FREQ=MONTHLY;BYDAY=MO,2WE
  2026-01-05 2026-01-12 2026-01-14: ical4j, lib-recur, biweekly, ical.js
  no date: rrule
2026-01-05 FREQ=DAILY;INTERVAL=2;BYDAY=MO
  2026-01-05 2026-01-19 2026-02-02: ical4j, lib-recur, rrule, ical.js
  2026-01-05 2026-01-12 2026-01-19: biweekly
2026-01-01 FREQ=HOURLY;INTERVAL=5;BYHOUR=9,14
  2026-01-01 2026-01-01T14:00 2026-01-06: ical4j, lib-recur, rrule
  no date: biweekly
  2026-01-01 2026-01-01T14:00 2026-01-02: ical.js
2026-01-01 FREQ=MINUTELY;INTERVAL=45;BYHOUR=9
  2026-01-01 2026-01-01T09:45 2026-01-02: ical4j, lib-recur, biweekly, ical.js
  2026-01-01 2026-01-01T09:45 2026-01-02T09:30: rrule
2026-03-01 FREQ=YEARLY;BYYEARDAY=60;BYMONTH=3
  2026-03-01 2027-03-01 2028-02-29: ical4j
  2026-03-01 2027-03-01 2029-03-01: lib-recur, biweekly, rrule
  Invalid BYYEARDAY rule: ical.js
2026-01-13 FREQ=YEARLY;BYMONTHDAY=13
  2026-01-13 2027-01-13 2028-01-13: ical4j, lib-recur, ical.js
  2026-01-13 2026-02-13 2026-03-13: biweekly, rrule
E
