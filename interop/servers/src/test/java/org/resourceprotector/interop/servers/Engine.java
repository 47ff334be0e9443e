package org.resourceprotector.interop.servers;

import java.util.Locale;

/** A runtime of Jakarta REST on which the application runs. */
enum Engine {
    JERSEY,
    RESTEASY;

    /** Deploys the application for the access tokens of an issuer. */
    Api deploy(String profile, String issuer, String... audience) {
        String order = "deploy " + profile + " " + issuer + " " + String.join(" ", audience);
        return new Api(this, EngineProcess.of(this).obey(order));
    }

    /** The name of the module that says what it consists of. */
    String module() {
        return name().toLowerCase(Locale.ROOT);
    }
}
