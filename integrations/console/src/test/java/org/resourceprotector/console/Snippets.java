package org.resourceprotector.console;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.testkit.ProtectionCheck;

/** What docs/console.md shows. */
interface Snippets {

    @Path("/ops/console")
    @Protected("ops")
    public class OpsConsole extends ConsoleResource {
        public OpsConsole(ResourceProtector protector, RecentDecisions decisions) {
            super(protector, decisions);
        }
    }

    static OpsConsole mounted(JwtValidator jwts) {
        RecentDecisions decisions = new RecentDecisions();
        ResourceProtector protector =
                ResourceProtector.builder().validator(jwts).listener(decisions).build();
        OpsConsole console = new OpsConsole(protector, decisions);
        return console;
    }

    static void verify(Application application) {
        ProtectionCheck.of(application)
                .open("GET /ops/console", "GET /ops/console/console.css", "GET /ops/console/console.js")
                .verify();
    }
}
