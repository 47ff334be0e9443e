package org.resourceprotector.servers.helidon.several;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Has no rule. */
@Path("undeclared")
public class Undeclared {

    /** Open, unless the application has a rule. */
    @GET
    public String get() {
        return "ran";
    }
}
