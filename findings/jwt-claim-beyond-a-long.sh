#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.10, org.bitbucket.b_c:jose4j 0.9.7,
#            io.jsonwebtoken:jjwt-impl 0.13.0, com.auth0:java-jwt 4.6.2
# Behaviour: an unsigned 64-bit number as a claim (the id of an account, say) loses its last digits
#            in nimbus, which hands out a Double and another number from getLongClaim(); java-jwt's
#            asLong() says -1. Nothing throws.
# Guess:     "Too big for a long: a BigInteger, or an exception, or null." jose4j and jjwt give a
#            BigInteger.
# Seen:      18446744073709551615 becomes 1.8446744073709552E19, getLongClaim 9223372036854775807
#            (nimbus), and asLong -1 (java-jwt).
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep org.bitbucket.b_c jose4j 0.9.7; dep com.auth0 java-jwt 4.6.2
  dep io.jsonwebtoken jjwt-impl 0.13.0; dep io.jsonwebtoken jjwt-jackson 0.13.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.math.BigInteger;
import javax.crypto.spec.SecretKeySpec;

public class Probe {
    public static void main(String[] args) throws Exception {
        var key = new SecretKeySpec(new byte[32], "HmacSHA256");
        var id = new BigInteger("18446744073709551615");
        String token = io.jsonwebtoken.Jwts.builder().claim("id", id).signWith(key).compact();
        var nimbus = com.nimbusds.jwt.SignedJWT.parse(token).getJWTClaimsSet();
        System.out.println("in the token " + new String(java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1])));
        System.out.println("nimbus " + typed(nimbus.getClaim("id")) + ", getLongClaim " + nimbus.getLongClaim("id"));
        System.out.println("nimbus writes it as " + nimbus);
        System.out.println("jjwt " + typed(io.jsonwebtoken.Jwts.parser().verifyWith(key).build()
            .parseSignedClaims(token).getPayload().get("id")));
        System.out.println("jose4j " + typed(new org.jose4j.jwt.consumer.JwtConsumerBuilder().setVerificationKey(key)
            .build().processToClaims(token).getClaimValue("id")));
        var auth0 = com.auth0.jwt.JWT.decode(token).getClaim("id");
        System.out.println("java-jwt asLong " + auth0.asLong() + ", as BigInteger " + auth0.as(BigInteger.class));
    }

    static String typed(Object value) {
        return value.getClass().getSimpleName() + " " + value;
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
in the token {"id":18446744073709551615}
nimbus Double 1.8446744073709552E19, getLongClaim 9223372036854775807
nimbus writes it as {"id":1.8446744073709552E19}
jjwt BigInteger 18446744073709551615
jose4j BigInteger 18446744073709551615
java-jwt asLong -1, as BigInteger 18446744073709551615
E
