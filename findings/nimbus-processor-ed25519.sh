#!/usr/bin/env bash
# Packages:  com.nimbusds:nimbus-jose-jwt 10.10, com.google.crypto.tink:tink 1.24.0 (its optional
#            part for Ed25519)
# Behaviour: DefaultJWTProcessor with the library's own JWSVerificationKeySelector never accepts an
#            Ed25519 token: the selector turns JWKs into java.security keys, octet key pairs are
#            dropped without a word on the way, and the caller reads "no matching key(s) found"
#            although the very key was matched.
# Guess:     "With Tink on the class path EdDSA works like ES256: same processor, same selector."
# Seen:      the low-level Ed25519Verifier says true for the same token and key; ES256 passes both
#            ways.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep com.google.crypto.tink tink 1.24.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.*;
import com.nimbusds.jose.jwk.*;
import com.nimbusds.jose.jwk.gen.*;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.*;
import com.nimbusds.jwt.*;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;

public class Probe {
    public static void main(String[] args) throws Exception {
        var ec = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        show(JWSAlgorithm.ES256, ec, new ECDSASigner(ec), new ECDSAVerifier(ec.toPublicJWK()));
        var okp = new OctetKeyPairGenerator(Curve.Ed25519).keyID("k").generate();
        show(JWSAlgorithm.EdDSA, okp, new Ed25519Signer(okp), new Ed25519Verifier(okp.toPublicJWK()));
    }

    static void show(JWSAlgorithm algorithm, JWK key, JWSSigner signer, JWSVerifier verifier) throws Exception {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("k").build(),
            new JWTClaimsSet.Builder().subject("someone").build());
        jwt.sign(signer);
        var keys = new ImmutableJWKSet<SecurityContext>(new JWKSet(key.toPublicJWK()));
        var matcher = new JWKSelector(JWKMatcher.forJWSHeader(jwt.getHeader()));
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithm, keys));
        String processed;
        try {
            processed = processor.process(jwt.serialize(), null).getSubject();
        } catch (BadJOSEException refused) {
            processed = refused.getMessage();
        }
        System.out.println(algorithm + ": matched keys " + keys.get(matcher, null).size() + ", verifier "
            + jwt.verify(verifier) + ", processor: " + processed);
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
ES256: matched keys 1, verifier true, processor: someone
EdDSA: matched keys 1, verifier true, processor: Signed JWT rejected: Another algorithm expected, or no matching key(s) found
E
