package org.resourceprotector.servers.helidon.several;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import org.resourceprotector.Protected;

/** Is protected itself, and has no protector. */
@ApplicationScoped
@ApplicationPath("ruled")
@Protected("profile")
public class Ruled extends Plain {}
