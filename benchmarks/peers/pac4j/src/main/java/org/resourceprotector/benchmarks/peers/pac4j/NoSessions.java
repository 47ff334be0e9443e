package org.resourceprotector.benchmarks.peers.pac4j;

import java.util.Optional;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;

/**
 * Keeps nothing. A store there must be, and this pac4j brings none of this kind; with that for Grizzly every request
 * would get a session and a cookie against forged requests. Stateless, thread-safe.
 */
final class NoSessions implements SessionStore {

    @Override
    public Optional<String> getSessionId(WebContext context, boolean createSession) {
        return Optional.empty();
    }

    @Override
    public Optional<Object> get(WebContext context, String key) {
        return Optional.empty();
    }

    @Override
    public void set(WebContext context, String key, Object value) {}

    @Override
    public boolean destroySession(WebContext context) {
        return true;
    }

    @Override
    public Optional<Object> getTrackableSession(WebContext context) {
        return Optional.empty();
    }

    @Override
    public Optional<SessionStore> buildFromTrackableSession(WebContext context, Object trackableSession) {
        return Optional.empty();
    }

    @Override
    public boolean renewSession(WebContext context) {
        return false;
    }
}
