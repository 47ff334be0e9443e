package org.resourceprotector.benchmarks.peers.pac4j;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pac4j.core.exception.TechnicalException;
import org.pac4j.jwt.config.signature.ECSignatureConfiguration;
import org.pac4j.jwt.config.signature.RSASignatureConfiguration;
import org.pac4j.jwt.config.signature.SignatureConfiguration;

/**
 * The keys of the issuer, each as pac4j takes keys. It has nothing that fetches them, so they are fetched here, when the
 * first token comes, and never again. Thread-safe.
 */
final class IssuerKeys implements SignatureConfiguration {

    private final URI jwksUri;
    private @Nullable List<SignatureConfiguration> keys;

    IssuerKeys(URI jwksUri) {
        this.jwksUri = jwksUri;
    }

    @Override
    public boolean supports(JWSAlgorithm algorithm) {
        return keys().stream().anyMatch(key -> key.supports(algorithm));
    }

    @Override
    public boolean verify(SignedJWT token) throws JOSEException {
        for (SignatureConfiguration key : keys()) {
            if (key.supports(token.getHeader().getAlgorithm()) && key.verify(token)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public SignedJWT sign(JWTClaimsSet claims) {
        throw new UnsupportedOperationException("the keys are public ones");
    }

    private synchronized List<SignatureConfiguration> keys() {
        List<SignatureConfiguration> known = keys;
        if (known == null) {
            try {
                known = fetch();
            } catch (IOException | ParseException | JOSEException e) {
                throw new TechnicalException("The keys cannot be fetched", e);
            }
            keys = known;
        }
        return known;
    }

    private List<SignatureConfiguration> fetch() throws IOException, ParseException, JOSEException {
        List<SignatureConfiguration> fetched = new ArrayList<>();
        for (JWK key : JWKSet.load(jwksUri.toURL()).getKeys()) {
            if (key instanceof RSAKey rsa) {
                RSASignatureConfiguration configuration = new RSASignatureConfiguration();
                configuration.setPublicKey(rsa.toRSAPublicKey());
                fetched.add(configuration);
            } else if (key instanceof ECKey ec) {
                ECSignatureConfiguration configuration = new ECSignatureConfiguration();
                configuration.setPublicKey(ec.toECPublicKey());
                fetched.add(configuration);
            }
        }
        return List.copyOf(fetched);
    }
}
