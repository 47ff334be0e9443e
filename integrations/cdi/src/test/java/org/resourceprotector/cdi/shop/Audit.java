package org.resourceprotector.cdi.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.resourceprotector.cdi.CallAccepted;
import org.resourceprotector.cdi.CallRefused;

/** Writes down what it hears. */
@ApplicationScoped
public class Audit {

    public static final List<String> HEARD = new CopyOnWriteArrayList<>();

    void accepted(@Observes CallAccepted event) {
        HEARD.add(event.token().getName() + " " + event.endpoint().path() + " " + event);
    }

    void refused(@Observes CallRefused event) {
        HEARD.add(event.rejection().reason() + " " + event.endpoint().path() + " "
                + (event.token() == null ? "nobody" : event.token().getName()) + " " + event);
    }
}
