package org.resourceprotector.token;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are revoked: one, all of a subject, of a client or of a session, or all; and of those, if that is said, only
 * the ones that were issued before a moment. Those who hear of it forget answers of an authorization server that they
 * remember; it refuses no token, and no JWT that is validated by its signature: see {@link RevocationFeed}.
 *
 * <pre>{@code
 * Revocation.ofSession(logoutToken.sid())
 * Revocation.ofSubject("alice").issuedBefore(passwordChanged)
 * }</pre>
 *
 * <p>Does not name an issuer. Immutable, thread-safe.
 *
 * @param member what of a token is compared
 * @param value with what, character by character, up to 1,024 characters; empty for {@link Member#ALL}
 * @param issuedBefore tokens that were issued five minutes after this moment or later are not meant; null if all are
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken">OpenID Connect Back-Channel
 *     Logout, section 2.4</a>
 */
public record Revocation(
        Member member, String value, @Nullable Instant issuedBefore) {

    private static final int MAX_LENGTH = 1_024;

    /** How far the clock of the authorization server may be ahead: what validators allow at most. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    /** What of a token is compared. */
    public enum Member {
        /** Nothing: all tokens are meant. */
        ALL,
        /** The identifier of the token. */
        JTI,
        /** The subject. */
        SUB,
        /** The client. */
        CLIENT_ID,
        /** The session at the authorization server. */
        SID
    }

    /**
     * Checks that there is a value where one is compared.
     *
     * @param member what of a token is compared
     * @param value with what
     * @param issuedBefore tokens that were issued five minutes after this moment or later are not meant; null if all are
     * @throws IllegalArgumentException if the value is empty or too long, or is not empty for {@link Member#ALL}
     */
    public Revocation {
        Objects.requireNonNull(member, "member");
        if (value.isEmpty() != (member == Member.ALL) || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("no value that a revocation can be about");
        }
    }

    /**
     * All tokens, whoever's they are.
     *
     * @return the revocation
     */
    public static Revocation ofAll() {
        return new Revocation(Member.ALL, "", null);
    }

    /**
     * One token.
     *
     * @param jti its identifier
     * @return the revocation
     */
    public static Revocation ofToken(String jti) {
        return new Revocation(Member.JTI, jti, null);
    }

    /**
     * The tokens of a subject.
     *
     * @param sub the subject
     * @return the revocation
     */
    public static Revocation ofSubject(String sub) {
        return new Revocation(Member.SUB, sub, null);
    }

    /**
     * The tokens of a client.
     *
     * @param clientId the client
     * @return the revocation
     */
    public static Revocation ofClient(String clientId) {
        return new Revocation(Member.CLIENT_ID, clientId, null);
    }

    /**
     * The tokens of a session.
     *
     * @param sid the session
     * @return the revocation
     */
    public static Revocation ofSession(String sid) {
        return new Revocation(Member.SID, sid, null);
    }

    /**
     * The same for tokens that were issued before a moment, so that those which the caller gets afterwards stay. Who tells
     * the moment and who issued the token have clocks of their own, so that a token is meant, too, which says that it was
     * issued within five minutes after the moment: the authorization server is asked about it once more.
     *
     * @param moment before it, those tokens were issued that are meant
     * @return the revocation
     */
    public Revocation issuedBefore(Instant moment) {
        return new Revocation(member, value, Objects.requireNonNull(moment, "moment"));
    }

    /**
     * Whether a token is meant, or may be: a token that does not tell what is compared is one that may be.
     *
     * @param token a token
     * @return false if it is certain that the token is not meant
     */
    public boolean mayConcern(AccessToken token) {
        String known = switch (member) {
            case ALL -> null;
            case JTI -> text(token, "jti");
            case SUB -> token.subject();
            case CLIENT_ID -> token.clientId();
            case SID -> text(token, "sid");
        };
        return (known == null || known.equals(value)) && mayBeOldEnough(token);
    }

    private static @Nullable String text(AccessToken token, String name) {
        return token.claims().get(name) instanceof String text ? text : null;
    }

    private boolean mayBeOldEnough(AccessToken token) {
        if (issuedBefore == null || !(token.claims().get("iat") instanceof Number seconds)) {
            return true;
        }
        try {
            return Instant.ofEpochSecond(seconds.longValue())
                    .minus(MAX_CLOCK_SKEW)
                    .isBefore(issuedBefore);
        } catch (DateTimeException noMoment) {
            return true;
        }
    }

    /**
     * Tells what is compared, and not with what.
     *
     * @return for example {@code Revocation[SUB]}
     */
    @Override
    public String toString() {
        return "Revocation[" + member + "]";
    }
}
