#!/usr/bin/env bash
# Packages:  org.bouncycastle:bcprov-jdk18on 1.87, JDK 25 (its home in JAVA_25_HOME or under
#            Debian's usual folder)
# Behaviour: RFC 9881 has three forms of an ML-DSA private key: seed, expanded key, both. Bouncy
#            Castle writes "both" by default and reads all. JDK 25 reads only the expanded one: a
#            key made by Bouncy Castle (or a seed, the only form that JWKs have) is "Cannot parse
#            input" for its KeyFactory, and even for its Signature. Public keys travel both ways.
# Guess:     "PKCS#8 is PKCS#8: the JDK that has ML-DSA reads the standard's private keys."
# Seen:      InvalidKeySpecException for the default form and the seed. Besides, signing twice gives
#            the same from Bouncy Castle and not from the JDK.
set -euo pipefail
java25=${JAVA_25_HOME:-$(ls -d /usr/lib/jvm/*25* | head -1)}/bin/java
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.bouncycastle:bcprov-jdk18on:1.87 -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.security.*;
import java.security.spec.*;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

public class Probe {
    static final Provider CASTLE = new BouncyCastleProvider();

    public static void main(String[] args) throws Exception {
        var pair = KeyPairGenerator.getInstance("ML-DSA-44", CASTLE).generateKeyPair();
        var key = (MLDSAPrivateKey) pair.getPrivate();
        var jdk = KeyPairGenerator.getInstance("ML-DSA-44").generateKeyPair();
        show("JDK reads Bouncy Castle's public key", () -> read(pair.getPublic()));
        show("JDK reads its default private key", () -> read(key.getEncoded()));
        show("JDK reads its seed", () -> read(key.getPrivateKey(true).getEncoded()));
        show("JDK reads its expanded key", () -> read(key.getPrivateKey(false).getEncoded()));
        show("JDK signs with it as it is", () -> sign("SUN", key));
        show("Bouncy Castle reads the JDK's private key", () -> KeyFactory.getInstance("ML-DSA", CASTLE)
            .generatePrivate(new PKCS8EncodedKeySpec(jdk.getPrivate().getEncoded())));
        System.out.println("algorithm of one public key: " + pair.getPublic().getAlgorithm() + " or "
            + read(pair.getPublic()).getAlgorithm());
        System.out.println("signing twice gives the same: Bouncy Castle " + Arrays.equals(sign("BC", key), sign("BC", key))
            + ", JDK " + Arrays.equals(sign("SUN", jdk.getPrivate()), sign("SUN", jdk.getPrivate())));
    }

    static Key read(byte[] encoded) throws Exception {
        return KeyFactory.getInstance("ML-DSA", "SUN").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    static Key read(PublicKey key) throws Exception {
        return KeyFactory.getInstance("ML-DSA", "SUN").generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }

    static byte[] sign(String provider, PrivateKey key) throws Exception {
        var signature = provider.equals("BC") ? Signature.getInstance("ML-DSA", CASTLE) : Signature.getInstance("ML-DSA", provider);
        signature.initSign(key);
        signature.update(new byte[1]);
        return signature.sign();
    }

    static void show(String what, Callable<?> use) {
        try {
            use.call();
            System.out.println(what + ": yes");
        } catch (Exception refused) {
            System.out.println(what + ": " + refused.getClass().getSimpleName());
        }
    }
}
J
"$java25" -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
JDK reads Bouncy Castle's public key: yes
JDK reads its default private key: InvalidKeySpecException
JDK reads its seed: InvalidKeySpecException
JDK reads its expanded key: yes
JDK signs with it as it is: InvalidKeyException
Bouncy Castle reads the JDK's private key: yes
algorithm of one public key: ML-DSA-44 or ML-DSA
signing twice gives the same: Bouncy Castle true, JDK false
E
