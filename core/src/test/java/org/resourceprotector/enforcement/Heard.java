package org.resourceprotector.enforcement;

import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Remembers what it heard. */
record Heard(List<String> events) implements Observer {

    Heard() {
        this(new ArrayList<>());
    }

    @Override
    public void accepted(AccessToken token, Endpoint endpoint) {
        events.add("accepted " + token.getName() + " at " + endpoint.path());
    }

    @Override
    public void refused(Rejection rejection, Endpoint endpoint) {
        events.add("refused " + rejection.reason() + " at " + endpoint.path());
    }

    @Override
    public void ignored(Rejection rejection, Endpoint endpoint) {
        events.add("ignored " + rejection.reason() + " at " + endpoint.path());
    }
}
