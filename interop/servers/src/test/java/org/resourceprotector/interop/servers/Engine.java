package org.resourceprotector.interop.servers;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.resourceprotector.processes.control.EngineProcess;

/** A runtime of Jakarta REST on which the application runs. */
enum Engine {
    JERSEY,
    RESTEASY;

    private static final Map<Engine, EngineProcess> RUNNING = new ConcurrentHashMap<>();

    /** Deploys the application, with its tokens checked as these words say. */
    Api deploy(String... validation) {
        return new Api(this, obey("deploy " + String.join(" ", validation)));
    }

    /** Has its process do something, which is started when it is first needed. */
    String obey(String order) {
        return RUNNING.computeIfAbsent(this, Engine::start).obey(order);
    }

    private static EngineProcess start(Engine engine) {
        return new EngineProcess(engine.name().toLowerCase(Locale.ROOT), "-XX:TieredStopAtLevel=1");
    }
}
