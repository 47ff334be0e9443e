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
    private final ResponseFormat format;
    private final ResponseValidator rules;
    private final Clock clock;
    private final SingleFlight flights = new SingleFlight();
    private final GuardedServer guarded;
    private final @Nullable IntrospectionCache known;

    /** What is asked, and until when the request waits for it. */
    private record Asked(String token, Deadline deadline) {

        @Override
        public String toString() {
            return "Asked";
        }

        /** What is asked in a part of the time: a server that is late then is not known to be down. */
        Asked inPart() {
            return new Asked(token, new Deadline(deadline.nanos(), false));
        }
    }

    /**
     * Between a token and the server.
     *
     * @param format how answers are written
     * @param rules what must be in them; if they name an issuer, the server is not asked about JWTs that name another one
     * @param guarded what stands in front of the server
     * @param known what is remembered; null if nothing is
     */
    Introspection(
            IntrospectionClient server,
            ResponseFormat format,
            ResponseValidator rules,
            Clock clock,
            GuardedServer guarded,
            @Nullable IntrospectionCache known) {
        this.server = server;
        this.format = format;
        this.rules = rules;
        this.clock = clock;
        this.guarded = guarded;
        this.known = known;
    }

    Verdict verdict(PresentedToken presented) {
        String token = presented.value();
        if (token.length() > MAX_TOKEN_LENGTH) {
            return TOO_LONG;
        }
        TokenDigest digest = TokenDigest.of(token);
        Instant now = clock.instant();
        IntrospectionResult remembered = known == null ? null : known.find(digest, now);
        if (remembered != null) {
            return verdict(remembered, presented, now);
        }
        String foreign = rules.issuer() == null ? null : foreignIssuer(token, rules.issuer());
        return foreign != null ? notAsked(foreign) : verdict(asked(digest, token), presented, clock.instant());
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
        return Verdict.notMine(
                Rejection.of(
                        Reason.WRONG_ISSUER,
                        "a JWT whose iss is " + Quoted.of(named) + ", which is not sent to the server of "
                                + rules.issuer()
                                + "; add a validator for that issuer, or, if that server knows its tokens, name its endpoint(...) and no issuer, as properties resource-protector.introspection.endpoint and .issuer"));
    }

    private Verdict verdict(IntrospectionResult answer, PresentedToken presented, Instant now) {
        if (answer instanceof IntrospectionResult.Active active) {
            Rejection refusal = rules.refusal(active.token(), presented.scheme(), now);
            return refusal == null ? Verdict.accepted(active.token()) : Verdict.rejected(refusal.from(rules.issuer()));
        }
        return ((IntrospectionResult.Refused) answer).verdict();
    }

    private IntrospectionResult asked(TokenDigest digest, String token) {
        try {
            return guarded.await(maxWait -> {
                Asked asked = new Asked(token, Deadline.of(maxWait));
                return flights.fly(
                        digest,
                        maxWait.time(),
                        flight -> ask(digest, flight.isSecond() ? asked.inPart() : asked, flight));
            });
        } catch (IntrospectionFailedException e) {
            IntrospectionResult stale =
                    known == null || !e.isOutage() ? null : known.findStale(digest, clock.instant());
            if (stale == null) {
                throw e.toUnavailable();
            }
            return stale;
        }
    }

    /** Looks again before it asks: a question that was asked just now may have been answered in between. */
    private IntrospectionResult ask(TokenDigest digest, Asked asked, SingleFlight.Flight flight)
            throws IntrospectionFailedException {
        IntrospectionResult meanwhile = known == null ? null : known.findAgain(digest, clock.instant());
        if (meanwhile != null) {
            return meanwhile;
        }
        IntrospectionResult answer =
                guarded.call(flight::joined, () -> read(server.ask(asked.token(), asked.deadline()), asked.deadline()));
        if (answer instanceof IntrospectionResult.Refused) {
            flights.overtake(digest, flight);
        }
        IntrospectionCache cache = known;
        if (cache != null) {
            flights.settle(flight, () -> remember(cache, digest, answer), () -> forgetIfRefused(cache, digest, answer));
        }
        return answer;
    }

    private IntrospectionResult read(HttpReply answer, Deadline deadline) throws IntrospectionFailedException {
        try {
            ResponseStatus.requireOk(answer, clock.instant());
            return new IntrospectionResult.Active(rules.token(format.members(answer, deadline)));
        } catch (RejectedException e) {
            return new IntrospectionResult.Refused(e.rejection().from(rules.issuer()));
        }
    }

    /**
     * Answers to questions that were asked before an eviction are not remembered. That a token is no good ends what was
     * remembered of it all the same: it must not be used as a stale answer.
     */
    private static void forgetIfRefused(IntrospectionCache cache, TokenDigest digest, IntrospectionResult answer) {
        if (answer instanceof IntrospectionResult.Refused) {
            cache.forget(digest);
        }
    }

    private void remember(IntrospectionCache cache, TokenDigest digest, IntrospectionResult answer) {
        Instant now = clock.instant();
        if (answer instanceof IntrospectionResult.Refused refused) {
            cache.add(digest, refused, now);
            return;
        }
        IntrospectionResult.Active active = (IntrospectionResult.Active) answer;
        Rejection outOfTime = active.token().checkTime(now, rules.clockSkew());
        if (outOfTime == null) {
            cache.add(digest, active, now);
        } else if (outOfTime.reason() == Reason.EXPIRED) {
            cache.add(digest, new IntrospectionResult.Refused(outOfTime.from(rules.issuer())), now);
        } else {
            cache.forget(digest);
        }
    }

    int evict(Predicate<AccessToken> which) {
        AtomicInteger evicted = new AtomicInteger();
        flights.renewAround(() -> evicted.set(known == null ? 0 : known.evict(which)));
        return evicted.get();
    }

    /** Forgets all answers, and remembers none from now on. */
    void forgetForGood() {
        if (known != null) {
            flights.renewAround(known::close);
        }
    }

    /** The server, and what is remembered of its answers. */
    List<Status> status() {
        return known == null ? List.of(guarded.status()) : List.of(guarded.status(), known.status(guarded.name()));
    }

    /** How many tokens the server is being asked about. */
    int underWay() {
        return flights.size();
    }

    /** How many requests wait for what another one asked. */
    int waiting() {
        return flights.waiting();
    }

    /** What is remembered; null where nothing is. */
    @Nullable
    IntrospectionCache known() {
        return known;
    }
}
