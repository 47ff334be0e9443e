#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.10, org.bitbucket.b_c:jose4j 0.9.7,
#            io.jsonwebtoken:jjwt-impl 0.13.0
# Behaviour: nimbus-jose-jwt refuses a whole JWK Set if one key has a curve or a "key_ops" value
#            that it does not know, although it skips a key of an unknown "kty". RFC 7517 sections
#            4.3 and 5 allow both values.
# Guess:     "A library that skips unknown key types skips unknown curves and operations, too." The
#            two other libraries do: they give out the good key.
# Seen:      "unknown curve: nimbus refuses the set, jose4j has the good key, jjwt has the good
#            key".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep org.bitbucket.b_c jose4j 0.9.7
  dep io.jsonwebtoken jjwt-impl 0.13.0; dep io.jsonwebtoken jjwt-jackson 0.13.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.concurrent.Callable;

public class Probe {
    public static void main(String[] args) throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic();
        String good = new com.nimbusds.jose.jwk.RSAKey.Builder((RSAPublicKey) rsa).keyID("good").build().toJSONString();
        String curve = "{\"kty\":\"OKP\",\"kid\":\"c\",\"crv\":\"https://example.org/curve\",\"x\":\"AQAB\"}";
        String operation = good.replace("\"good\"", "\"o\",\"key_ops\":[\"verify\",\"https://example.org/stamp\"]");
        String type = "{\"kty\":\"https://example.org/type\",\"kid\":\"t\"}";
        show("unknown type", good, type);
        show("unknown curve", good, curve);
        show("unknown operation", good, operation);
    }

    static void show(String what, String good, String unusual) {
        String set = "{\"keys\":[" + unusual + "," + good + "]}";
        System.out.println(what + ": nimbus " + has(() -> com.nimbusds.jose.jwk.JWKSet.parse(set).getKeyByKeyId("good"))
            + ", jose4j " + has(() -> new org.jose4j.jwk.JsonWebKeySet(set).findJsonWebKey("good", null, null, null))
            + ", jjwt " + has(() -> io.jsonwebtoken.security.Jwks.setParser().build().parse(set).getKeys().stream()
                .filter(key -> "good".equals(key.getId())).findAny().orElseThrow()));
    }

    static String has(Callable<?> search) {
        try {
            return search.call() == null ? "lacks the good key" : "has the good key";
        } catch (Exception refused) {
            return "refuses the set";
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
unknown type: nimbus has the good key, jose4j has the good key, jjwt has the good key
unknown curve: nimbus refuses the set, jose4j has the good key, jjwt has the good key
unknown operation: nimbus refuses the set, jose4j has the good key, jjwt has the good key
E
