package org.resourceprotector.servers.war.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.resourceprotector.cdi.CallAccepted;
import org.resourceprotector.cdi.CallRefused;

/** Writes down who came in, and who did not. */
@ApplicationScoped
public class Heard {

    private static final System.Logger LOGGER = System.getLogger("heard");

    void accepted(@Observes CallAccepted event) {
        LOGGER.log(System.Logger.Level.INFO, event + " " + event.token().getName());
    }

    void refused(@Observes CallRefused event) {
        LOGGER.log(System.Logger.Level.INFO, event.toString());
    }
}
