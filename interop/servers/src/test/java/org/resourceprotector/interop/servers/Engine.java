package org.resourceprotector.interop.servers;

import java.util.Locale;

/** A runtime of Jakarta REST on which the application runs. */
enum Engine {
    JERSEY,
    RESTEASY;

    /** Deploys the application, with its tokens checked as these words say. */
    Api deploy(String... validation) {
        return new Api(this, EngineProcess.of(this).obey("deploy " + String.join(" ", validation)));
    }

    /** The name of the module that says what it consists of. */
    String module() {
        return name().toLowerCase(Locale.ROOT);
    }
}
