#!/usr/bin/env bash
# Packages:  Debian softhsm2 2.6 (a PKCS#11 token in software), JDK's SunPKCS11,
#            com.nimbusds:nimbus-jose-jwt 10.10, org.bitbucket.b_c:jose4j 0.9.7,
#            io.jsonwebtoken:jjwt-impl 0.13.0
# Behaviour: with an RSA private key that lives in a PKCS#11 token, RS256 signs in all three
#            libraries and PS256 in none. They set the PSS parameters before initSign(), and
#            Signature picks its provider at setParameter(), when it does not know the key yet. The
#            other order works; the plain getter getProvider() before initSign() breaks even RS256.
# Guess:     "Signature chooses its provider at initSign() by the key, so PS256 is like RS256."
# Seen:      "PS256: JOSEException", "InvalidKeyException", "SignatureException", on JDK 17 and 25
#            alike.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v softhsm2-util >apt.log || apt-get install -y -qq softhsm2 >apt.log
module=$(dpkg -L libsofthsm2 | grep 'libsofthsm2.so$' | head -1)
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep org.bitbucket.b_c jose4j 0.9.7
  dep io.jsonwebtoken jjwt-impl 0.13.0; dep io.jsonwebtoken jjwt-jackson 0.13.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
mkdir tokens
printf 'directories.tokendir = %s/tokens\nobjectstore.backend = file\n' "$dir" >softhsm2.conf
export SOFTHSM2_CONF=$dir/softhsm2.conf
softhsm2-util --init-token --free --label t --pin 1234 --so-pin 1234 >token.log
printf 'name = Token\nlibrary = %s\nslotListIndex = 0\n' "$module" >pkcs11.cfg

cat >Probe.java <<'J'
import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.security.*;
import java.security.spec.*;
import java.util.concurrent.Callable;

public class Probe {
    public static void main(String[] args) throws Exception {
        var token = Security.getProvider("SunPKCS11").configure("pkcs11.cfg");
        Security.addProvider(token);
        KeyStore.getInstance("PKCS11", token).load(null, "1234".toCharArray());
        var key = KeyPairGenerator.getInstance("RSA", token).generateKeyPair().getPrivate();
        for (String name : new String[] {"RS256", "PS256"}) {
            show("nimbus " + name, () -> new RSASSASigner(key).sign(new JWSHeader(JWSAlgorithm.parse(name)), new byte[1]));
            show("jose4j " + name, () -> {
                var signature = new org.jose4j.jws.JsonWebSignature();
                signature.setAlgorithmHeaderValue(name);
                signature.setKey(key);
                signature.setPayload("x");
                return signature.getCompactSerialization();
            });
            show("jjwt " + name, () -> io.jsonwebtoken.Jwts.builder().subject("x").signWith(key,
                name.equals("RS256") ? io.jsonwebtoken.Jwts.SIG.RS256 : io.jsonwebtoken.Jwts.SIG.PS256).compact());
        }
        var pss = new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
        var first = Signature.getInstance("RSASSA-PSS");
        show("JCA initSign, setParameter", () -> { first.initSign(key); first.setParameter(pss); return first.sign(); });
        var second = Signature.getInstance("RSASSA-PSS");
        show("JCA setParameter, initSign", () -> { second.setParameter(pss); second.initSign(key); return second.sign(); });
        var third = Signature.getInstance("SHA256withRSA");
        show("JCA getProvider, initSign", () -> { third.getProvider(); third.initSign(key); return third.sign(); });
    }

    static void show(String what, Callable<?> signing) {
        try {
            signing.call();
            System.out.println(what + ": signs");
        } catch (Exception refused) {
            System.out.println(what + ": " + refused.getClass().getSimpleName());
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
nimbus RS256: signs
jose4j RS256: signs
jjwt RS256: signs
nimbus PS256: JOSEException
jose4j PS256: InvalidKeyException
jjwt PS256: SignatureException
JCA initSign, setParameter: signs
JCA setParameter, initSign: InvalidKeyException
JCA getProvider, initSign: InvalidKeyException
E
