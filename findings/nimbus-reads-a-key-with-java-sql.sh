#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.9.1
# Behaviour: RSAKey.parse(Map), which has two numbers to read and parses no JSON, initializes the JSON library inside,
#            and with it java.sql.Date, Time and Timestamp (of a module that nothing else here needs), SimpleDateFormat
#            and 100 to 200 classes of Gson. An application that has only this to do pays for it at its start.
# Guess:     "A map with n and e becomes a key by a dozen classes; what reads JSON is loaded when JSON is read."
# Seen:      from the JCA: none of java.sql; by RSAKey.parse: java.sql.Date, Time and Timestamp, and over 100 of Gson.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat >pom.xml <<'X'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>com.nimbusds</groupId><artifactId>nimbus-jose-jwt</artifactId><version>10.9.1</version></dependency>
</dependencies></project>
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;

public class Probe {
    public static void main(String[] args) throws Exception {
        var url = Base64.getUrlEncoder().withoutPadding();
        var pairs = KeyPairGenerator.getInstance("RSA");
        pairs.initialize(2048);
        var key = (RSAPublicKey) pairs.generateKeyPair().getPublic();
        String n = url.encodeToString(key.getModulus().toByteArray());
        String e = url.encodeToString(key.getPublicExponent().toByteArray());
        RSAPublicKey read;
        if (args[0].equals("jca")) {
            read = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(
                new BigInteger(1, Base64.getUrlDecoder().decode(n)), new BigInteger(1, Base64.getUrlDecoder().decode(e))));
        } else {
            read = RSAKey.parse(Map.<String, Object>of("kty", "RSA", "n", n, "e", e)).toRSAPublicKey();
        }
        if (!read.getModulus().equals(key.getModulus())) throw new AssertionError();
    }
}
J
javac -cp 'lib/*' Probe.java
for way in jca nimbus; do
  java -Xlog:class+load:file=$way.log -cp 'lib/*:.' Probe $way
  # what is shared was archived by the JDK for all programs, and is not what this is about
  echo "$way: java.sql: $(grep -oE ' java\.sql\.(Date|Time|Timestamp) ' $way.log | tr -d ' ' | sort | paste -sd' ')"
  echo "$way: of Gson: $(grep -c 'shaded\.gson' $way.log || true)" >>counts
done | tee seen
cat counts
diff seen - <<'S'
jca: java.sql: 
nimbus: java.sql: java.sql.Date java.sql.Time java.sql.Timestamp
S
[ "$(sed -n 's/jca: of Gson: //p' counts)" = 0 ]
[ "$(sed -n 's/nimbus: of Gson: //p' counts)" -gt 100 ]
