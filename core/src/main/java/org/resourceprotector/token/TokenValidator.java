package org.resourceprotector.token;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.resourceprotector.status.Status;

/**
 * Knows one kind of token and tells whether it is good.
 *
 * <p>Three outcomes, three shapes: accepted and rejected are values, "cannot find out" is a
 * {@link ValidationUnavailableException}, which the caller sees as a 503. Any other exception, and a null verdict, is a
 * defect and a 500; nothing of its text reaches the caller.
 *
 * <p>Looks at expiry and not-before itself, because it alone knows how far clocks may differ: a validator of the
 * application's own must not accept a token out of its time. {@link #lookup(TokenLookup) lookup} does it for you. A token
 * that is {@link AccessToken#revoked() revoked} the protector refuses, whoever accepted it.
 *
 * <p>Does not look at the scope rule of the endpoint, nor whether a bound token came with a proof: the protector checks both
 * for an accepted token afterwards. Whoever calls a validator by itself must look at {@link AccessToken#confirmation}: if it
 * is not null, the token must not be accepted as a plain bearer token.
 *
 * <p>Implementations must be thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-7">RFC 6749, section 7</a>
 */
@FunctionalInterface
public interface TokenValidator {

    /**
     * Validates a token.
     *
     * @param token what the caller presented
     * @return the verdict; never null
     * @throws ValidationUnavailableException if it cannot find out; the token may be good
     */
    Verdict validate(PresentedToken token);

    /**
     * This validator and another one, for the same token: a JWT that is checked here, and then asked the server about.
     *
     * <pre>{@code
     * TokenValidator revocable = jwtValidator.and(introspectionValidator);
     * }</pre>
     *
     * <p>The other is asked only about tokens that this one accepts, and only whether they are good: the resource method
     * gets this one's token, with this one's scopes. A token is accepted where both accept it, and neither's token says that
     * it is revoked. Where the other does not
     * know the token it is rejected; where the other cannot find out, the caller gets a 503. A token that this one does not
     * know stays {@link Verdict#notMine()}, and is not shown to the other. Each has its own cache. A token that is bound
     * to a key or certificate by what the other says, and not by this one's token, is rejected as one whose binding is not
     * proved: if the authorization server tells {@code cnf} by introspection alone, write the two the other way round.
     *
     * @param other who must accept the token too
     * @return the validator
     */
    default TokenValidator and(TokenValidator other) {
        return new BothValidators(this, other);
    }

    /**
     * This validator with the application's own tokens: makes one of each token that is accepted, which is then the
     * principal of the request.
     *
     * <pre>{@code
     * TokenValidator users = jwtValidator.as(token -> new UserToken(users.get(token.subject()), token));
     * }</pre>
     *
     * <p>Called for every request with a good token, cached or not, and may ask a database. The rules of the endpoint are
     * held against the application's token, so that it must hand on what they ask for: scopes, roles, audience,
     * {@code claims()}. It must hand on {@link AccessToken#confirmation()}, too: if that is lost, the call is refused with a
     * 500, because a token that is bound to a key would pass for one that is not. So does an exception, and null.
     *
     * <p>A token that says it is {@link AccessToken#revoked() revoked} is rejected: that of a user who is locked. So is one
     * that expires earlier than the original, or is valid from a later moment on, and is out of that time by the system's
     * clock. What the original says of its time was checked by this validator.
     *
     * @param function makes the application's token; thread-safe
     * @return the validator
     */
    default TokenValidator as(Function<AccessToken, ? extends AccessToken> function) {
        return as(function, Clock.systemUTC());
    }

    /**
     * The same on another clock, for tests.
     *
     * @param function makes the application's token; thread-safe
     * @param clock tells the time for an expiry and a not-before that the original does not have
     * @return the validator
     * @see #as(Function)
     */
    default TokenValidator as(Function<AccessToken, ? extends AccessToken> function, Clock clock) {
        return new MappedValidator(this, function, clock);
    }

    /**
     * This validator with some exceptions as outages, so that callers get a 503 with {@code Retry-After} and not a 500: for
     * a look-up whose database is down.
     *
     * <pre>{@code
     * TokenValidator validator = TokenValidator.lookup(tokens::find).unavailableOn(SQLException.class);
     * }</pre>
     *
     * <p>An exception counts if it is of one of these types, or if one of its causes is, as frameworks wrap what a database
     * throws. Name no type that a bad token can cause: its caller would be asked to come again, and is not refused.
     *
     * @param exceptions at least one type of exception
     * @return the validator
     * @throws IllegalArgumentException if there is none, or one is no type of exception
     */
    default TokenValidator unavailableOn(Class<?>... exceptions) {
        return new OutageValidator(this, List.of(exceptions));
    }

    /**
     * What this validator holds and does now: its keys, what it remembers, the server that it asks. A validator that hands
     * tokens on to others adds what they say. Waits for nothing.
     *
     * @return the status of each part; empty by default
     */
    default List<Status> status() {
        return List.of();
    }

    /**
     * Whether a caller may have to wait while this validator asks a database, or whatever else it asks, so that it must not be
     * asked on an event loop, where waiting would hold up other requests: Quarkus REST has a worker ask it, and on RESTEasy's
     * server for Vert.x a line at deployment tells of it. A validator that hands tokens on to others says so if one of them does.
     *
     * @return true by default, because nothing is known of a validator of the application's own, nor of a function of
     *     {@link #as(Function) as}
     */
    default boolean mayWait() {
        return true;
    }

    /**
     * A validator over an application's own look-up, on the system's clock. See {@link #lookup(TokenLookup, Clock)}.
     *
     * @param lookup finds a token by its string
     * @return the validator
     */
    static TokenValidator lookup(TokenLookup lookup) {
        return lookup(lookup, Clock.systemUTC());
    }

    /**
     * A validator over an application's own look-up. A token that is not found, is revoked, is expired (now is the
     * moment of its expiry, or later) or is not valid yet is rejected. Does not check issuer and audience, and no clock
     * skew is granted: the tokens are the application's own.
     *
     * @param lookup finds a token by its string
     * @param clock tells the time
     * @return the validator; it never answers {@link Verdict#notMine()}, except for a token that is not found, so that
     *     the next validator of a chain can be asked
     */
    static TokenValidator lookup(TokenLookup lookup, Clock clock) {
        return new LookupValidator(lookup, clock);
    }

    /**
     * Several validators as one: asks them in order until one does not answer {@link Verdict#notMine()}. Where none
     * knows the token it is rejected, as {@link Rejection.Reason#UNKNOWN} unless one of them said why it does not. Validators
     * of JWTs that stand side by side are asked by the issuer that the token names.
     *
     * @param validators at least one validator
     * @return the chain
     * @throws IllegalArgumentException if there is no validator
     */
    static TokenValidator chain(TokenValidator... validators) {
        return ValidatorChain.of(validators);
    }
}
