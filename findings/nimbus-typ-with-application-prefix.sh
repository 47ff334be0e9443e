#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.10, org.bitbucket.b_c:jose4j 0.9.7
# Behaviour: nimbus' DefaultJOSEObjectTypeVerifier for "at+jwt" refuses a token whose header says
#            "application/at+jwt", although RFC 9068 section 4 names both and RFC 7515 section 4.1.9
#            makes them equal. It ignores case, so it does not compare plain text either.
# Guess:     "A verifier of media types that ignores case also knows the omitted application/
#            prefix." jose4j does.
# Seen:      "application/at+jwt: nimbus refuses, jose4j accepts".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep org.bitbucket.b_c jose4j 0.9.7
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.proc.*;
import com.nimbusds.jwt.*;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.concurrent.Callable;

public class Probe {
    public static void main(String[] args) throws Exception {
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector((header, context) -> List.of(keys.getPublic()));
        var consumer = new org.jose4j.jwt.consumer.JwtConsumerBuilder().setExpectedType(true, "at+jwt")
            .setVerificationKey(keys.getPublic()).build();
        for (String type : List.of("at+jwt", "AT+JWT", "application/at+jwt")) {
            var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)).build(),
                new JWTClaimsSet.Builder().subject("someone").build());
            jwt.sign(new RSASSASigner(keys.getPrivate()));
            System.out.println(type + ": nimbus " + outcome(() -> processor.process(jwt.serialize(), null))
                + ", jose4j " + outcome(() -> consumer.process(jwt.serialize())));
        }
    }

    static String outcome(Callable<?> verification) {
        try {
            verification.call();
            return "accepts";
        } catch (Exception refused) {
            return "refuses";
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
at+jwt: nimbus accepts, jose4j accepts
AT+JWT: nimbus accepts, jose4j accepts
application/at+jwt: nimbus refuses, jose4j accepts
E
