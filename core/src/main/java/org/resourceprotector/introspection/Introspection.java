package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * Takes a token through all steps: what is known of it, what the server says, and what is looked at whenever it comes.
 *
 * <p>Thread-safe.
 */
final class Introspection {

    private static final int MAX_TOKEN_LENGTH = 16 * 1024;
    private static final Verdict TOO_LONG =
            Verdict.rejected(Rejection.of(Reason.MALFORMED_TOKEN, "the token is longer than allowed"));

    private final IntrospectionClient server;
    private final AnswerReader reader;
    private final Traffic traffic;
    private final @Nullable String onlyIssuer;

    /** Reads answers: how they are written, and what must be in them. */
    record AnswerReader(ResponseFormat format, ResponseValidator rules, Clock clock) {

        IntrospectionResult read(HttpReply answer) throws IntrospectionFailedException {
            try {
                ResponseStatus.requireOk(answer, clock.instant());
                return new IntrospectionResult.Active(rules.token(format.members(answer)));
            } catch (RejectedException e) {
                return new IntrospectionResult.Refused(e.rejection().from(rules.issuer()));
            }
        }
    }

    /** What is asked, and how long the request waits for it. */
    private record Asked(String token, Bulkhead.MaxWait maxWait) {

        @Override
        public String toString() {
            return "Asked";
        }
    }

    /** What stands between a token and the server. */
    record Traffic(
            SingleFlight flights,
            GuardedServer guarded,
            @Nullable IntrospectionCache known) {}

    /**
     * Between a token and the server.
     *
     * @param onlyIssuer the server is not asked about JWTs that name another issuer than this; null if it is asked about all
     */
    Introspection(IntrospectionClient server, AnswerReader reader, Traffic traffic, @Nullable String onlyIssuer) {
        this.server = server;
        this.reader = reader;
        this.traffic = traffic;
        this.onlyIssuer = onlyIssuer;
    }

    Verdict verdict(PresentedToken presented) {
        String token = presented.value();
        if (token.length() > MAX_TOKEN_LENGTH) {
            return TOO_LONG;
        }
        TokenDigest digest = TokenDigest.of(token);
        Instant now = reader.clock().instant();
        IntrospectionResult known =
                traffic.known() == null ? null : traffic.known().find(digest, now);
        if (known != null) {
            return verdict(known, presented, now);
        }
        String foreign = onlyIssuer == null ? null : foreignIssuer(token, onlyIssuer);
        return foreign != null
                ? notAsked(foreign)
                : verdict(asked(digest, token), presented, reader.clock().instant());
    }

    /** The issuer that a JWT names, if it is another one; null for any other token, and for what cannot be read. */
    private static @Nullable String foreignIssuer(String token, String own) {
        Jws jws = Jws.parse(token);
        if (jws == null) {
            return null;
        }
        try {
            return jws.claims().get("iss") instanceof String named && !named.equals(own) ? named : null;
        } catch (RejectedException e) {
            return null;
        }
    }

    /** A server that is asked about a token gets to see it, and could use it. */
    private Verdict notAsked(String named) {
        return Verdict.notMine(Rejection.of(
                Reason.WRONG_ISSUER,
                "a JWT whose iss is " + Quoted.of(named) + ", which is not sent to the server of " + onlyIssuer
                        + "; add a validator for that issuer, or acceptForeignJwts() if that server knows its tokens"));
    }

    private Verdict verdict(IntrospectionResult answer, PresentedToken presented, Instant now) {
        if (answer instanceof IntrospectionResult.Active active) {
            Rejection refusal = reader.rules().refusal(active.token(), presented.scheme(), now);
            return refusal == null
                    ? Verdict.accepted(active.token())
                    : Verdict.rejected(refusal.from(reader.rules().issuer()));
        }
        return ((IntrospectionResult.Refused) answer).verdict();
    }

    private IntrospectionResult asked(TokenDigest digest, String token) {
        try {
            return traffic.guarded()
                    .await(maxWait -> traffic.flights()
                            .fly(digest, maxWait.time(), flight -> ask(digest, new Asked(token, maxWait), flight)));
        } catch (IntrospectionFailedException e) {
            IntrospectionResult stale = traffic.known() == null || !e.isOutage()
                    ? null
                    : traffic.known().findStale(digest, reader.clock().instant());
            if (stale == null) {
                throw e.toUnavailable();
            }
            return stale;
        }
    }

    /** Looks again before it asks: a question that was asked just now may have been answered in between. */
    private IntrospectionResult ask(TokenDigest digest, Asked asked, SingleFlight.Flight flight)
            throws IntrospectionFailedException {
        IntrospectionCache known = traffic.known();
        IntrospectionResult meanwhile =
                known == null ? null : known.findAgain(digest, reader.clock().instant());
        if (meanwhile != null) {
            return meanwhile;
        }
        IntrospectionResult answer =
                traffic.guarded().call(flight::joined, () -> reader.read(server.ask(asked.token(), asked.maxWait())));
        if (known != null) {
            traffic.flights()
                    .settle(
                            flight,
                            () -> remember(known, digest, answer),
                            () -> forgetIfRefused(known, digest, answer));
        }
        return answer;
    }

    /**
     * Answers to questions that were asked before an eviction are not remembered. That a token is no good ends what was
     * remembered of it all the same: it must not be used as a stale answer.
     */
    private static void forgetIfRefused(IntrospectionCache known, TokenDigest digest, IntrospectionResult answer) {
        if (answer instanceof IntrospectionResult.Refused) {
            known.forget(digest);
        }
    }

    private void remember(IntrospectionCache known, TokenDigest digest, IntrospectionResult answer) {
        Instant now = reader.clock().instant();
        if (answer instanceof IntrospectionResult.Refused refused) {
            known.add(digest, refused, now);
            return;
        }
        IntrospectionResult.Active active = (IntrospectionResult.Active) answer;
        Rejection outOfTime = active.token().checkTime(now, reader.rules().clockSkew());
        if (outOfTime == null) {
            known.add(digest, active, now);
        } else if (outOfTime.reason() == Reason.EXPIRED) {
            known.add(
                    digest,
                    new IntrospectionResult.Refused(
                            outOfTime.from(reader.rules().issuer())),
                    now);
        } else {
            known.forget(digest);
        }
    }

    int evict(Predicate<AccessToken> which) {
        AtomicInteger evicted = new AtomicInteger();
        IntrospectionCache known = traffic.known();
        traffic.flights().renewAround(() -> evicted.set(known == null ? 0 : known.evict(which)));
        return evicted.get();
    }

    /** The server, and what is remembered of its answers. */
    List<Status> status() {
        GuardedServer guarded = traffic.guarded();
        return traffic.known() == null
                ? List.of(guarded.status())
                : List.of(guarded.status(), traffic.known().status(guarded.name()));
    }

    /** How many tokens the server is being asked about. */
    int underWay() {
        return traffic.flights().size();
    }

    /** How many requests wait for what another one asked. */
    int waiting() {
        return traffic.flights().waiting();
    }

    /** What is remembered; null where nothing is. */
    @Nullable
    IntrospectionCache known() {
        return traffic.known();
    }
}
