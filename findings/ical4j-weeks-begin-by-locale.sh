#!/usr/bin/env bash
# Packages:  org.mnode.ical4j:ical4j 4.1.1
# Behaviour: each second week on Sunday and Monday, FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO: where the JVM's locale is
#            American, the Monday is the day after the Sunday; where it is German, eight days after. RFC 5545
#            lets a week begin on Monday unless WKST says otherwise. With WKST=MO both give the same.
# Guess:     "A calendar file means the same dates on each machine; no locale is asked for a default of the RFC."
# Seen:      en-US: 2026-01-04 2026-01-05 2026-01-18; en-DE: 2026-01-04 2026-01-12 2026-01-18.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.mnode.ical4j ical4j 4.1.1; dep org.slf4j slf4j-nop 2.0.17
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.time.LocalDate;
import java.util.Locale;
import net.fortuna.ical4j.model.Recur;

public class Probe {
    public static void main(String[] args) {
        LocalDate sunday = LocalDate.of(2026, 1, 4);
        for (String rule : new String[] {"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO",
            "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,MO"})
            System.out.println(Locale.getDefault().toLanguageTag() + ", " + rule + ": "
                + new Recur<LocalDate>(rule).getDates(sunday, sunday, sunday.plusDays(20)));
    }
}
J
for country in US DE; do
  timeout 60 java -Duser.language=en -Duser.country=$country -cp 'lib/*' Probe.java 2>err || { cat err; exit 1; }
done | tee seen
diff seen - <<'E'
en-US, FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO: [2026-01-04, 2026-01-05, 2026-01-18, 2026-01-19]
en-US, FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,MO: [2026-01-04, 2026-01-12, 2026-01-18]
en-DE, FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO: [2026-01-04, 2026-01-12, 2026-01-18]
en-DE, FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SU,MO: [2026-01-04, 2026-01-12, 2026-01-18]
E
