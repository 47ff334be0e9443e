#!/usr/bin/env bash
# Packages:  com.nimbusds:oauth2-oidc-sdk 11.30
# Behaviour: DefaultDPoPProofFactory writes the URI into htu as it is; DPoPProtectedResourceRequestVerifier
#            decodes the path of the request's URI first, and compares text. A proof for a URI with %2F,
#            %7E or %C3%A9 is refused by the verifier of the same library for that very URI.
# Guess:     "It may compare too strictly, but what the library writes for a URI it accepts for that URI."
# Seen:      /a%20b and /a;v=1 are accepted, /a%2Fb, /%7Ebob and /%C3%A9 are refused.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
cat >pom.xml <<'X'
<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId><version>1</version><dependencies>
<dependency><groupId>com.nimbusds</groupId><artifactId>oauth2-oidc-sdk</artifactId><version>11.30</version></dependency>
</dependencies></project>
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.*;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.net.URI;
import java.util.Set;

public class Probe {
    public static void main(String[] args) throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).generate();
        var token = new DPoPAccessToken("token");
        var factory = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        var verifier = new DPoPProtectedResourceRequestVerifier(Set.of(JWSAlgorithm.ES256), 60, 60, null);
        for (String path : new String[] {"/orders", "/a%20b", "/a;v=1", "/a%2Fb", "/%7Ebob", "/%C3%A9"}) {
            var uri = URI.create("https://api.example.com" + path);
            var proof = factory.createDPoPJWT("GET", uri, token);
            String seen = path + " htu " + (uri.toString().equals(proof.getJWTClaimsSet().getClaim("htu")) ? "as it is" : "changed");
            try {
                verifier.verify("GET", uri, new DPoPIssuer(new ClientID("c")), proof, token,
                    new JWKThumbprintConfirmation(key.computeThumbprint()), null);
                System.out.println(seen + ", accepted");
            } catch (InvalidDPoPProofException refused) {
                System.out.println(seen + ", refused");
            }
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'S'
/orders htu as it is, accepted
/a%20b htu as it is, accepted
/a;v=1 htu as it is, accepted
/a%2Fb htu as it is, refused
/%7Ebob htu as it is, refused
/%C3%A9 htu as it is, refused
S
