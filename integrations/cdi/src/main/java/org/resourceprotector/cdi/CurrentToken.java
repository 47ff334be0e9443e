package org.resourceprotector.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/**
 * The token of the request that is being served, for beans of every scope: it is looked up at each call, so that a bean which
 * serves many requests holds the token of none.
 *
 * <pre>{@code
 * @Inject
 * CurrentToken caller;
 *
 * public List<Order> orders() {
 *     return repository.of(caller.require(ApiToken.class).user());
 * }
 * }</pre>
 *
 * <p>It is the principal of the request: what {@code @Protected} let in, from right after the protector's decision to the end of
 * the request. What sees the response to a request that was refused, such as a response filter, finds none. Tokens that {@code acquire} answers are not here. Every method throws {@link IllegalStateException} outside of a
 * request, on a thread that has no request scope, and before the protector has decided, as in a sub-resource locator or in a
 * filter that runs before it; nobody is taken for anonymous because he is not known yet. So it does if a request was made inside
 * of another one ({@code RequestDispatcher.include}) and has another token, because both have one request scope.
 *
 * <p>An {@code AccessToken} that is injected is a proxy, and the same for all requests: it equals that of every other caller, so
 * it must not be compared, nor be the key of a map. What {@link #find()} answers is the token itself.
 *
 * <p>Immutable, thread-safe. Not final, because bean containers make a proxy of it.
 *
 * @see AccessToken#require
 */
@ApplicationScoped
public class CurrentToken {

    private final @Nullable RequestToken request;

    /** For the proxy. */
    CurrentToken() {
        this.request = null;
    }

    @Inject
    CurrentToken(RequestToken request) {
        this.request = request;
    }

    /**
     * The token, if there is one.
     *
     * @return the token; empty if the caller is anonymous, because the endpoint is optional or not protected, and in what sees
     *     the response to a request that was refused
     * @throws IllegalStateException outside of a request, and before the protector has decided
     */
    public Optional<AccessToken> find() {
        try {
            if (request != null && request.isAmbiguous()) {
                throw new IllegalStateException(
                        "a request was made inside of this one, with another access token or with"
                                + " none, and both share one request scope: take the token from the SecurityContext, by"
                                + " AccessToken.from");
            }
            if (request != null && request.isDecided()) {
                return Optional.ofNullable(request.token());
            }
            if (request != null && request.isRefused()) {
                return Optional.empty();
            }
        } catch (ContextNotActiveException e) {
            throw new IllegalStateException(
                    "there is no access token outside of a request: take it on the thread of the request, and hand it on",
                    e);
        }
        throw new IllegalStateException("nobody has looked at the access token of this request yet, or there is no"
                + " ResourceProtector in this application: take the token in a resource method, or in what it calls");
    }

    /**
     * The token, if there is one, as the type of token that the validator makes.
     *
     * @param <T> the application's type of token
     * @param type the application's type of token
     * @return the token; empty if the caller is anonymous, or was refused
     * @throws IllegalStateException if the token is of another type; outside of a request, and before the protector has decided
     */
    public <T extends AccessToken> Optional<T> find(Class<T> type) {
        Optional<AccessToken> found = find();
        found.filter(token -> !type.isInstance(token)).ifPresent(other -> {
            throw new IllegalStateException("the access token of this request is a "
                    + other.getClass().getName() + ", not a " + type.getName()
                    + "; ask for the former or for AccessToken, or have the validator make the latter:"
                    + " validator.as(token -> ...)");
        });
        return found.map(type::cast);
    }

    /**
     * The token of a request that cannot be anonymous.
     *
     * @param <T> the application's type of token
     * @param type the application's type of token; {@code AccessToken.class} for any
     * @return the token
     * @throws IllegalStateException if there is none, or one of another type; outside of a request, and before the protector has
     *     decided
     */
    public <T extends AccessToken> T require(Class<T> type) {
        return find(type)
                .orElseThrow(
                        () -> new IllegalStateException(
                                request != null && request.isRefused()
                                        ? "this request was refused, or answered before its access token was looked at, so that it has none"
                                        : "there is no access token in this request: is the endpoint @Protected, and not optional?"));
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "CurrentToken";
    }
}
