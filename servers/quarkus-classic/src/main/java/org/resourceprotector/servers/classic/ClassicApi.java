package org.resourceprotector.servers.classic;

import jakarta.ws.rs.ApplicationPath;
import org.resourceprotector.servers.war.Api;

/** The application, in the index of Quarkus. */
@ApplicationPath("/")
public class ClassicApi extends Api {}
