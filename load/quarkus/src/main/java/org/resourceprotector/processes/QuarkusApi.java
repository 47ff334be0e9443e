package org.resourceprotector.processes;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Sets the path. */
@ApplicationPath("/")
public class QuarkusApi extends Application {}
