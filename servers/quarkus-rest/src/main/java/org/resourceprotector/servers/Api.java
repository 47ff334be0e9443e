package org.resourceprotector.servers;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.resourceprotector.Protected;

/** Sets the path, and a rule for what carries none: nobody needs a token, and a bad one is refused. */
@ApplicationPath("/")
@Protected(optional = true)
public class Api extends Application {}
