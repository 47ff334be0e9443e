#!/usr/bin/env bash
# Packages:  Debian openssl 3.0, JDK 17 and JDK 25 (its home in JAVA_25_HOME or under Debian's usual
#            folder)
# Behaviour: a PEM certificate whose line ends became blanks (so Apache httpd's %{SSL_CLIENT_CERT}s
#            puts it into a header; RFC 7468's lax grammar allows it) is read by JDK 25's
#            CertificateFactory and refused by JDK 17's, with "Incomplete data". With blanks inside
#            the base64 only, both read it: it is the blank after the BEGIN line that counts.
# Guess:     "CertificateFactory has been the same for twenty years; it reads or refuses on both."
# Seen:      "blanks for all line ends": JDK 17 refuses, JDK 25 reads; both read the three other
#            forms.
set -euo pipefail
java25=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
java17=${JAVA_17_HOME:-$(ls -d /usr/lib/jvm/*17* | head -1)}/bin/java
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem \
  -days 2 -subj /CN=client 2>req.log

cat >Probe.java <<'J'
import java.io.ByteArrayInputStream;
import java.nio.file.*;
import java.security.cert.*;

public class Probe {
    public static void main(String[] args) throws Exception {
        String pem = Files.readString(Path.of("cert.pem")).strip();
        show("as it is", pem);
        show("blanks for all line ends", pem.replace('\n', ' '));
        show("blanks in the base64 only", pem.replace('\n', ' ').replace("E----- ", "E-----\n").replace(" -----E", "\n-----E"));
        show("blanks but for the first line", pem.replace('\n', ' ').replace("E----- M", "E-----\nM"));
    }

    static void show(String what, String text) {
        String jdk = "JDK " + Runtime.version().feature() + ", " + what + ": ";
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text.getBytes()));
            System.out.println(jdk + "reads");
        } catch (CertificateException refused) {
            System.out.println(jdk + "refuses");
        }
    }
}
J
{ "$java17" Probe.java; "$java25" Probe.java; } 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
JDK 17, as it is: reads
JDK 17, blanks for all line ends: refuses
JDK 17, blanks in the base64 only: reads
JDK 17, blanks but for the first line: reads
JDK 25, as it is: reads
JDK 25, blanks for all line ends: reads
JDK 25, blanks in the base64 only: reads
JDK 25, blanks but for the first line: reads
E
