package org.resourceprotector.servers.war.cdi;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.resourceprotector.Protected;

/** Lists nothing, so that the server looks for the resources. */
@ApplicationPath("/")
@Protected(optional = true)
public class Api extends Application {}
