#!/usr/bin/env bash
# Packages:  net.sf.j8583:j8583 3.0.1, com.prowidesoftware:pw-swift-core SRU2025-10.3.19
# Behaviour: two payment formats write a date without its year, and two libraries read it against today. j8583 puts
#            each such date of ISO 8583 that is not yet reached one year back, also the settlement date (field 15),
#            which is tomorrow in any message after the cut-off. Prowide takes the year of the day of reading for
#            the entry date of an MT940 line (field 61), not that of the value date six characters before it: an
#            archived statement of 2024 has entries of this year, and one of 29 February has none, but in a leap year.
# Guess:     "The nearest year is taken, or that of the full date beside it."
# Seen:      "tomorrow, read as a day of a year before"; "value date 2024-03-15, entry date 0315 of this year".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep net.sf.j8583 j8583 3.0.1; dep com.prowidesoftware pw-swift-core SRU2025-10.3.19; dep org.slf4j slf4j-nop 2.0.17
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.prowidesoftware.swift.model.field.Field61;
import com.solab.iso8583.*;
import com.solab.iso8583.parse.*;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;

public class Probe {
    static final DateTimeFormatter MONTH_AND_DAY = DateTimeFormatter.ofPattern("MMdd");

    public static void main(String[] args) throws Exception {
        show("yesterday", LocalDate.now().minusDays(1));
        show("today", LocalDate.now());
        show("tomorrow", LocalDate.now().plusDays(1));
        for (String line : List.of("2403150315C10,00NMSCREF", "2401021231C10,00NMSCREF", "2402290229C10,00NMSCREF")) {
            var field = new Field61(line);
            LocalDate entry = date(field.getEntryDateAsCalendar() == null ? null : field.getEntryDateAsCalendar().getTime());
            String monthAndDay = field.getEntryDate();
            boolean none = monthAndDay.equals("0229") && !Year.now().isLeap();
            boolean ofThisYear = none ? entry == null : Year.now().atMonthDay(
                MonthDay.from(MONTH_AND_DAY.parse(monthAndDay))).equals(entry);
            System.out.println("Prowide: value date " + date(field.getValueDateAsCalendar().getTime()) + ", entry date "
                + monthAndDay + " of " + (ofThisYear ? "this year" : "another year") + ", if there is one");
        }
    }

    /** Reads a message with nothing but its settlement date. */
    static void show(String day, LocalDate date) throws Exception {
        var messages = new MessageFactory<IsoMessage>();
        messages.setParseMap(0x220, Map.of(15, FieldParseInfo.getInstance(IsoType.DATE4, 4, "UTF-8", false)));
        String message = "02200002000000000000" + MONTH_AND_DAY.format(date);
        LocalDate read = date((Date) messages.parseMessage(message.getBytes(), 0).getObjectValue(15));
        long days = Duration.between(read.atStartOfDay(), date.atStartOfDay()).toDays();
        System.out.println("j8583: settled " + day + ", read as "
            + (days == 0 ? "that day" : days > 363 && days < 367 ? "a day of a year before" : read));
    }

    static LocalDate date(Date date) {
        return date == null ? null : date.toInstant().atZone(ZoneId.systemDefault()).toLocalDate();
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
j8583: settled yesterday, read as that day
j8583: settled today, read as that day
j8583: settled tomorrow, read as a day of a year before
Prowide: value date 2024-03-15, entry date 0315 of this year, if there is one
Prowide: value date 2024-01-02, entry date 1231 of this year, if there is one
Prowide: value date 2024-02-29, entry date 0229 of this year, if there is one
E
