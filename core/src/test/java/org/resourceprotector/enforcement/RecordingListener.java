package org.resourceprotector.enforcement;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.log.RefusalLog;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Remembers what it heard. */
record RecordingListener(List<String> events) implements ProtectionListener {

    static final RateLimitedLog LOG = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());

    static final RefusalLog REFUSALS =
            new RefusalLog(System.getLogger("org.resourceprotector.refused"), Clock.systemUTC());

    RecordingListener() {
        this(new ArrayList<>());
    }

    Listeners alone() {
        return new Listeners(List.of(this), LOG, REFUSALS);
    }

    @Override
    public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
        events.add("accepted " + token.getName() + " at " + endpoint.path());
    }

    @Override
    public void refused(Rejection rejection, ProtectedEndpoint endpoint) {
        events.add("refused " + rejection.reason() + " at " + endpoint.path());
    }

    @Override
    public void anonymous(ProtectedEndpoint endpoint) {
        events.add("anonymous at " + endpoint.path());
    }

    @Override
    public void ignored(Rejection rejection, ProtectedEndpoint endpoint) {
        events.add("ignored " + rejection.reason() + " at " + endpoint.path());
    }
}
