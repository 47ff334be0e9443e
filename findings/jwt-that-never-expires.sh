#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.10, org.bitbucket.b_c:jose4j 0.9.7,
#            io.jsonwebtoken:jjwt-impl 0.13.0, com.auth0:java-jwt 4.6.2
# Behaviour: a token whose "exp" is the greatest long ("never") is *expired* for nimbus and jjwt,
#            because seconds overflow when they become milliseconds; java-jwt refuses, and for a
#            somewhat smaller value verifies the token but throws IllegalArgumentException as soon
#            as getExpiresAt() is read. jose4j accepts all.
# Guess:     "Far future is far future: all four accept, or saturate."
# Seen:      greatest long: ExpiredJWTException (nimbus), ExpiredJwtException (jjwt), accepts
#            (jose4j), JWTDecodeException (java-jwt).
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep org.bitbucket.b_c jose4j 0.9.7; dep com.auth0 java-jwt 4.6.2
  dep io.jsonwebtoken jjwt-impl 0.13.0; dep io.jsonwebtoken jjwt-jackson 0.13.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.util.*;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public class Probe {
    static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "HmacSHA256");

    public static void main(String[] args) throws Exception {
        show("in the year 9999", "253402300799");
        show("300 million years", "9467000000000000");
        show("greatest long", "9223372036854775807");
    }

    static void show(String what, String exp) throws Exception {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString("{\"alg\":\"HS256\"}".getBytes()) + "."
            + base64.encodeToString(("{\"sub\":\"someone\",\"exp\":" + exp + "}").getBytes());
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(KEY);
        String token = signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes()));
        var nimbus = new com.nimbusds.jwt.proc.DefaultJWTProcessor<>();
        nimbus.setJWSKeySelector((header, context) -> List.of(KEY));
        System.out.println(what + ": nimbus " + outcome(() -> nimbus.process(token, null)));
        System.out.println(what + ": jjwt " + outcome(() ->
            io.jsonwebtoken.Jwts.parser().verifyWith(KEY).build().parseSignedClaims(token)));
        System.out.println(what + ": jose4j " + outcome(() ->
            new org.jose4j.jwt.consumer.JwtConsumerBuilder().setVerificationKey(KEY).build().process(token)));
        System.out.println(what + ": java-jwt " + outcome(() -> com.auth0.jwt.JWT.require(
            com.auth0.jwt.algorithms.Algorithm.HMAC256(KEY.getEncoded())).build().verify(token))
            + ", getExpiresAt() " + outcome(() -> com.auth0.jwt.JWT.decode(token).getExpiresAt()));
    }

    static String outcome(Callable<?> verification) {
        try {
            verification.call();
            return "accepts";
        } catch (Exception refused) {
            return refused.getClass().getSimpleName();
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
in the year 9999: nimbus accepts
in the year 9999: jjwt accepts
in the year 9999: jose4j accepts
in the year 9999: java-jwt accepts, getExpiresAt() accepts
300 million years: nimbus ExpiredJWTException
300 million years: jjwt ExpiredJwtException
300 million years: jose4j accepts
300 million years: java-jwt accepts, getExpiresAt() IllegalArgumentException
greatest long: nimbus ExpiredJWTException
greatest long: jjwt ExpiredJwtException
greatest long: jose4j accepts
greatest long: java-jwt JWTDecodeException, getExpiresAt() JWTDecodeException
E
