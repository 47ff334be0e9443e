package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.ValidityPeriod;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.signature.JwtSignatures;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * A JWT that the authorization server signed, for this resource server, just now. What tells of the token is inside of
 * {@code token_introspection}; members of those names beside it mean nothing.
 *
 * @param signatures checks signature and type
 * @param issuer who must have signed it
 * @param recipients the names of this resource server; it must be made for one of them
 * @param clock tells the time
 * @param clockSkew how far the clocks may be apart
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701#section-5">RFC 9701, section 5</a>
 */
record SignedResponse(JwtSignatures signatures, String issuer, Set<String> recipients, Clock clock, Duration clockSkew)
        implements ResponseFormat {

    private static final String TYPE = "token-introspection+jwt";

    static final String MEDIA_TYPE = "application/" + TYPE;

    private static final Map.Entry<String, String> PLAIN =
            Map.entry("application/json", "the server must be told to sign for this client");

    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    @Override
    public String mediaType() {
        return MEDIA_TYPE;
    }

    @Override
    public Map<String, @Nullable Object> members(HttpReply answer, Deadline deadline)
            throws IntrospectionFailedException {
        ResponseFormat.require(answer, mediaType(), PLAIN);
        Map<String, @Nullable Object> claims;
        try {
            claims = verified(jwt(answer), deadline);
            check(new Claims(claims));
        } catch (RejectedException e) {
            throw IntrospectionFailedException.unusable("a signed answer: " + e.getMessage());
        }
        return token(claims);
    }

    private static String jwt(HttpReply answer) throws IntrospectionFailedException {
        try {
            return new String(answer.ok(), ISO_8859_1);
        } catch (FetchFailedException e) {
            throw IntrospectionFailedException.of(e);
        }
    }

    private Map<String, @Nullable Object> verified(String jwt, Deadline deadline)
            throws IntrospectionFailedException, RejectedException {
        try {
            return signatures.verify(jwt, TYPE, deadline.left());
        } catch (ValidationUnavailableException e) {
            // The server has answered, and may have said that the token is revoked: what was remembered must not count.
            throw IntrospectionFailedException.unusable(
                    "no keys to check a signed answer with", e, e.retryAfter().orElse(null));
        } catch (RuntimeException e) {
            throw IntrospectionFailedException.unusable(
                    "the keys for signed answers failed: " + e.getClass().getSimpleName());
        }
    }

    private void check(Claims claims) throws RejectedException {
        if (!issuer.equals(claims.text("iss"))) {
            throw Claims.invalid("iss", "is missing or names another issuer");
        }
        if (claims.textOrTexts("aud").stream().noneMatch(recipients::contains)) {
            throw Claims.invalid("aud", "is missing or names another resource server");
        }
        Instant issuedAt = claims.date("iat");
        Instant now = clock.instant();
        if (issuedAt == null
                || issuedAt.isAfter(now.plus(clockSkew))
                || issuedAt.isBefore(now.minus(clockSkew).minus(MAX_AGE))) {
            throw Claims.invalid("iat", "is missing, in the future, or too long ago");
        }
        if (ValidityPeriod.of(claims).check(now, clockSkew) != null) {
            throw Claims.invalid("exp", "is over, or nbf is in the future");
        }
    }

    @SuppressWarnings("unchecked") // names in JSON are strings
    private static Map<String, @Nullable Object> token(Map<String, @Nullable Object> claims)
            throws IntrospectionFailedException {
        if (claims.get("token_introspection") instanceof Map<?, ?> members) {
            return (Map<String, @Nullable Object>) members;
        }
        throw IntrospectionFailedException.unusable("a signed answer without the object token_introspection");
    }

    @Override
    public String toString() {
        return "SignedResponse[" + issuer + "]";
    }
}
