package org.resourceprotector.contract;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells whether the engine loads services, as Jakarta REST 3.1 has it; registers nothing. */
public final class ServiceProbe implements Feature {

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** For the service loader. */
    public ServiceProbe() {}

    static boolean wasCalled() {
        return CALLS.get() > 0;
    }

    @Override
    public boolean configure(FeatureContext context) {
        CALLS.incrementAndGet();
        return true;
    }
}
