package org.resourceprotector.cdi.readme;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import org.resourceprotector.cdi.CallRefused;
import org.resourceprotector.cdi.CurrentToken;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** The lines of docs/cdi.md that stand alone; ReadmeTest compares them. */
class Callers {

    interface ApiToken extends AccessToken {

        String user();
    }

    record Order(String user) {}

    interface Repository {

        List<Order> of(String user);
    }

    interface Audit {

        void write(Rejection.Reason reason, String path);
    }

    @Inject
    Repository repository;

    @Inject
    Audit audit;

    @Inject
    CurrentToken caller;

    public List<Order> orders() {
        return repository.of(caller.require(ApiToken.class).user());
    }

    void refused(@Observes CallRefused event) {
        audit.write(event.rejection().reason(), event.endpoint().path());
    }
}
