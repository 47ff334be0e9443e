package org.resourceprotector.contract;

import org.jboss.weld.environment.se.WeldContainer;

/** The container that stays up when the application is refused, and bars the way for the next one. */
public final class RunningWeld implements Leftovers {

    @Override
    public void remove() {
        WeldContainer container = WeldContainer.instance("RESTEasy SE");
        if (container != null && container.isRunning()) {
            container.shutdown();
        }
    }
}
