#!/usr/bin/env bash
# Packages:  Debian openssl 3.0, JDK 17 or 25 (javax.security.auth.x500, javax.naming.ldap)
# Behaviour: the subject of an eIDAS certificate (organizationIdentifier, businessCategory) as
#            OpenSSL and the proxies built on it print it by RFC 2253 cannot be read back by the
#            JDK's X500Principal: it does not know the keywords. And X500Principal cannot read its
#            own toString() into an equal name, because the type of the string is lost.
# Guess:     "RFC 2253 is a common language: parse both with X500Principal and use equals()", which
#            is how one would write RFC 8705's tls_client_auth_subject_dn.
# Seen:      'Invalid keyword "ORGANIZATIONIDENTIFIER"', and "X500Principal of toString(): equal
#            false". Only getName() (OIDs with hex values) comes back.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem -out cert.pem -days 2 \
  -subj '/C=DE/O=Example Bank/businessCategory=Private/organizationIdentifier=PSDDE-XYZ-123/CN=client' 2>req.log
openssl x509 -in cert.pem -noout -subject -nameopt RFC2253 | sed 's/^subject=//' >name
echo "OpenSSL: $(cat name)"

cat >Probe.java <<'J'
import java.io.FileInputStream;
import java.nio.file.*;
import java.security.cert.*;
import javax.naming.ldap.LdapName;
import javax.security.auth.x500.X500Principal;

public class Probe {
    public static void main(String[] args) throws Exception {
        var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
            .generateCertificate(new FileInputStream("cert.pem"));
        var subject = certificate.getSubjectX500Principal();
        String openssl = Files.readString(Path.of("name")).strip();
        System.out.println("getName(): " + subject.getName());
        show("X500Principal of OpenSSL's text", openssl, subject);
        show("X500Principal of getName()", subject.getName(), subject);
        show("X500Principal of toString()", subject.toString(), subject);
        System.out.println("LdapName of both: equal " + new LdapName(openssl).equals(new LdapName(subject.getName())));
    }

    static void show(String what, String text, X500Principal subject) {
        try {
            System.out.println(what + ": equal " + new X500Principal(text).equals(subject));
        } catch (IllegalArgumentException refused) {
            System.out.println(what + ": " + refused.getCause().getMessage());
        }
    }
}
J
java Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
getName(): CN=client,2.5.4.97=#0c0d50534444452d58595a2d313233,2.5.4.15=#0c0750726976617465,O=Example Bank,C=DE
X500Principal of OpenSSL's text: Invalid keyword "ORGANIZATIONIDENTIFIER"
X500Principal of getName(): equal true
X500Principal of toString(): equal false
LdapName of both: equal false
E
