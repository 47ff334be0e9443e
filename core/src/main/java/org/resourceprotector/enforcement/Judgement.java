package org.resourceprotector.enforcement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * Whether a call goes through, and as whom.
 *
 * @param token the token that it goes through with; null where it goes through anonymously, or not at all
 * @param rejection why it does not go through; null where it does
 * @param retryAfter with an outage, when to come back; null where that is not known
 */
public record Judgement(
        @Nullable AccessToken token,
        @Nullable Rejection rejection,
        @Nullable Duration retryAfter) {

    private static final Judgement ANONYMOUS = new Judgement(null, null, null);

    /**
     * Holds the rule of an endpoint against what the credentials came to, and tells the observer.
     *
     * @param endpoint what was called
     * @param outcome what the credentials came to
     * @param observer hears of it
     * @return the judgement
     */
    static Judgement of(Endpoint endpoint, Outcome outcome, Observer observer) {
        Rule rule = endpoint.rule();
        if (outcome instanceof Outcome.Valid valid) {
            Rejection lacking = lacking(rule, valid.token());
            if (lacking != null) {
                return refusedOrIgnored(endpoint, lacking, null, observer);
            }
            observer.accepted(valid.token(), endpoint);
            return new Judgement(valid.token(), null, null);
        }
        if (outcome instanceof Outcome.Invalid invalid) {
            return refusedOrIgnored(endpoint, invalid.rejection(), invalid.retryAfter(), observer);
        }
        return rule.access() == Access.PROTECTED ? refused(endpoint, rule.missing(), null, observer) : ANONYMOUS;
    }

    /** What a token lacks; the token is the application's own, and may fail to say what it carries. */
    private static @Nullable Rejection lacking(Rule rule, AccessToken token) {
        try {
            return rule.lacking(token);
        } catch (Throwable e) {
            OperatorLog.error("an access token failed to say what it carries; the caller got a 500", e);
            return Rejection.of(Rejection.Reason.FAILED, "the access token failed");
        }
    }

    private static Judgement refusedOrIgnored(
            Endpoint endpoint, Rejection rejection, @Nullable Duration retryAfter, Observer observer) {
        boolean callersFault = switch (rejection.reason().kind()) {
            case NO_TOKEN, BAD_REQUEST, BAD_TOKEN, NOT_ENOUGH -> true;
            case UNAVAILABLE, FAILED -> false;
        };
        if (callersFault && endpoint.rule().access() == Access.OPTIONAL_IGNORING_INVALID) {
            observer.ignored(rejection, endpoint);
            return ANONYMOUS;
        }
        return refused(endpoint, rejection, retryAfter, observer);
    }

    private static Judgement refused(
            Endpoint endpoint, Rejection rejection, @Nullable Duration retryAfter, Observer observer) {
        observer.refused(rejection, endpoint);
        return new Judgement(null, rejection, retryAfter);
    }
}
