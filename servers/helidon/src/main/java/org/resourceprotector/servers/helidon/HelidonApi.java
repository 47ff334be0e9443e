package org.resourceprotector.servers.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import org.resourceprotector.servers.war.Api;

/** The application as a bean, as Helidon finds it. */
@ApplicationScoped
@ApplicationPath("/")
public class HelidonApi extends Api {}
