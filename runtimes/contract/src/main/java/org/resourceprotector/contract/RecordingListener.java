package org.resourceprotector.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Writes down what a listener hears. */
final class RecordingListener implements ProtectionListener {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
        lines.add("accepted " + token.getName() + at(endpoint));
    }

    @Override
    public void refused(Rejection rejection, ProtectedEndpoint endpoint) {
        lines.add("refused " + rejection.reason() + at(endpoint));
    }

    @Override
    public void ignored(Rejection rejection, ProtectedEndpoint endpoint) {
        lines.add("ignored " + rejection.reason() + at(endpoint));
    }

    private static String at(ProtectedEndpoint endpoint) {
        return " " + endpoint.method() + " " + endpoint.path();
    }

    /** What was heard since the last time. */
    List<String> lines() {
        List<String> heard = List.copyOf(lines);
        lines.clear();
        return heard;
    }
}
