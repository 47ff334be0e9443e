package org.resourceprotector.contract;

import jakarta.ws.rs.core.Application;

/**
 * How an engine runs applications, for engine modules whose engine does not do so by {@link
 * jakarta.ws.rs.SeBootstrap}. Found by {@link java.util.ServiceLoader}.
 */
interface Runner {

    /**
     * Starts an application.
     *
     * @throws Exception whatever the engine throws if it refuses the application
     */
    Running run(Application application) throws Exception;
}
