package org.resourceprotector.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * Fires a CDI event for each call with a token that counts, {@link CallAccepted}, and for each that is refused, {@link
 * CallRefused}. Calls that go through anonymously fire none: those without a token at optional endpoints, and those whose bad
 * token {@code ignoreInvalid} passes over. A protector that properties describe has it; give it to one that your producer makes:
 *
 * <pre>{@code
 * @Produces
 * @Singleton
 * ResourceProtector protector(ProtectionEvents events) {
 *     return ResourceProtector.builder().validator(jwts).listener(events).build();
 * }
 * }</pre>
 *
 * <p>Events are observed synchronously, because those of strangers must not pile up: an observer that waits makes the request wait.
 * An observer runs before the token is injected; the event has it.
 *
 * <p>Immutable, thread-safe.
 */
@Dependent
@Typed(ProtectionEvents.class)
public final class ProtectionEvents implements ProtectionListener {

    private final Event<CallAccepted> accepted;
    private final Event<CallRefused> refused;

    @Inject
    ProtectionEvents(Event<CallAccepted> accepted, Event<CallRefused> refused) {
        this.accepted = accepted;
        this.refused = refused;
    }

    @Override
    public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
        accepted.fire(new CallAccepted(token, endpoint));
    }

    @Override
    public void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken token) {
        refused.fire(new CallRefused(rejection, endpoint, token));
    }
}
