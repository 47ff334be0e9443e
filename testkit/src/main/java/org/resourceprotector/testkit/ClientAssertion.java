package org.resourceprotector.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.testkit.RegisteredClients.Client;

/**
 * Checks a client's {@code private_key_jwt}: issuer and subject are the client, it is meant for this server, not expired,
 * has an identifier, and the registered key signed it. Does not remember identifiers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, section 3</a>
 */
final class ClientAssertion {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private ClientAssertion() {}

    /** By what names the server may be addressed, and at which time. */
    record Addressee(List<String> audience, Instant now) {}

    static Optional<Client> verify(
            Map<String, List<String>> form, Addressee addressee, Function<String, @Nullable Client> clients) {
        if (!TYPE.equals(RegisteredClients.first(form, "client_assertion_type"))) {
            return Optional.empty();
        }
        try {
            SignedJWT assertion = SignedJWT.parse(RegisteredClients.first(form, "client_assertion"));
            JWTClaimsSet claims = assertion.getJWTClaimsSet();
            Client client = claims.getSubject() == null ? null : clients.apply(claims.getSubject());
            return client != null && client.key() != null && addressed(claims, addressee) && signed(assertion, client)
                    ? Optional.of(client)
                    : Optional.empty();
        } catch (ParseException | JOSEException malformed) {
            return Optional.empty();
        }
    }

    private static boolean addressed(JWTClaimsSet claims, Addressee addressee) {
        return claims.getSubject().equals(claims.getIssuer())
                && claims.getJWTID() != null
                && claims.getExpirationTime() != null
                && addressee.now().isBefore(claims.getExpirationTime().toInstant())
                && claims.getAudience().stream().anyMatch(addressee.audience()::contains);
    }

    private static boolean signed(SignedJWT assertion, Client client) throws JOSEException {
        return assertion.verify(new DefaultJWSVerifierFactory().createJWSVerifier(assertion.getHeader(), client.key()));
    }
}
