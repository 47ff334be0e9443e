package org.resourceprotector.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.resourceprotector.Protected;

/** Applications of the archive that are not deployed, and beans all the same: their rules are for nobody here. */
final class OtherApplications {

    private OtherApplications() {}

    @ApplicationScoped
    @ApplicationPath("one")
    @Protected(optional = true)
    public static class One extends Application {}

    @ApplicationScoped
    @ApplicationPath("two")
    @Protected("nobody")
    public static class Two extends Application {}

    @ApplicationScoped
    @ApplicationPath("three")
    @Protected(optional = true)
    public static class Three extends Application {}

    @ApplicationScoped
    @ApplicationPath("four")
    @Protected("nobody")
    public static class Four extends Application {}
}
