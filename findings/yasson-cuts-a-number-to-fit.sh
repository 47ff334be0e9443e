#!/usr/bin/env bash
# Packages:  org.eclipse:yasson 3.0.4, org.apache.johnzon:johnzon-jsonb 2.0.2, jackson-databind 2.20.0
# Behaviour: JSON-B's reference implementation reads a number beyond an int or a long by its lowest bits:
#            {"n":4294967297} is 1 in an int, an Integer, an OptionalInt, a List<Integer> and a record, and
#            3000000000 is negative. Of 1.9 it keeps 1, of the number 1 as a boolean false. Only in a short or
#            a byte it is refused, and a text "4294967297" is. Johnzon and Jackson refuse, but for Jackson's 1.9.
# Guess:     "A number that does not fit is an exception, and the caller gets 400", as a query parameter does.
# Seen:      "Yasson: {"n":4294967297} as int: 1", and -1294967296 for 3000000000.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.eclipse yasson 3.0.4; dep org.apache.johnzon johnzon-jsonb 2.0.2
  dep jakarta.json.bind jakarta.json.bind-api 3.0.1; dep jakarta.json jakarta.json-api 2.1.3
  dep com.fasterxml.jackson.core jackson-databind 2.20.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.*;

public class Probe {
    interface Reader {
        Object read(String json, Class<?> type) throws Exception;
    }

    public record OfInt(int n) {}
    public static class Int { public int n; public String toString() { return "" + n; } }
    public static class Long { public long n; public String toString() { return "" + n; } }
    public static class Short { public short n; public String toString() { return "" + n; } }
    public static class Ints { public List<Integer> n; public String toString() { return "" + n; } }
    public static class Flag { public boolean n; public String toString() { return "" + n; } }

    public static void main(String[] args) {
        var readers = new LinkedHashMap<String, Reader>();
        readers.put("Yasson", new org.eclipse.yasson.JsonBindingProvider().create().build()::fromJson);
        readers.put("Johnzon", new org.apache.johnzon.jsonb.JohnzonProvider().create().build()::fromJson);
        readers.put("Jackson", new ObjectMapper()::readValue);
        readers.forEach((name, reader) -> {
            show(name, reader, "4294967297", Int.class);
            show(name, reader, "3000000000", OfInt.class);
            show(name, reader, "[4294967297]", Ints.class);
            show(name, reader, "18446744073709551617", Long.class);
            show(name, reader, "1.9", Int.class);
            show(name, reader, "1", Flag.class);
            show(name, reader, "65537", Short.class);
            show(name, reader, "\"4294967297\"", Int.class);
        });
    }

    static void show(String name, Reader reader, String value, Class<?> type) {
        String seen;
        try {
            seen = reader.read("{\"n\":" + value + "}", type).toString();
        } catch (Exception e) {
            seen = "refused";
        }
        System.out.println(name + ": " + value + " as " + type.getSimpleName() + ": " + seen);
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
Yasson: 4294967297 as Int: 1
Yasson: 3000000000 as OfInt: OfInt[n=-1294967296]
Yasson: [4294967297] as Ints: [1]
Yasson: 18446744073709551617 as Long: 1
Yasson: 1.9 as Int: 1
Yasson: 1 as Flag: false
Yasson: 65537 as Short: refused
Yasson: "4294967297" as Int: refused
Johnzon: 4294967297 as Int: refused
Johnzon: 3000000000 as OfInt: refused
Johnzon: [4294967297] as Ints: refused
Johnzon: 18446744073709551617 as Long: refused
Johnzon: 1.9 as Int: refused
Johnzon: 1 as Flag: refused
Johnzon: 65537 as Short: refused
Johnzon: "4294967297" as Int: refused
Jackson: 4294967297 as Int: refused
Jackson: 3000000000 as OfInt: refused
Jackson: [4294967297] as Ints: refused
Jackson: 18446744073709551617 as Long: refused
Jackson: 1.9 as Int: 1
Jackson: 1 as Flag: true
Jackson: 65537 as Short: refused
Jackson: "4294967297" as Int: refused
E
