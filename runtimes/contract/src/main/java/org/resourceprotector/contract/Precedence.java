package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Several declarations on the way to one method: the one that counts says {@code profile}, or is open. */
final class Precedence {

    private Precedence() {}

    public static class Base {
        @GET
        @Path("/overridden")
        @Protected("email")
        public String overridden() {
            return Ran.here("never");
        }

        @GET
        @Path("/method-above")
        @Protected("profile")
        public String methodAbove() {
            return Ran.here("wins/method-above");
        }

        @GET
        @Path("/lifted-by-override")
        @Protected("email")
        public String liftedByOverride() {
            return Ran.here("never");
        }
    }

    /** The annotation of the class must not win against any on a method, not even one further up. */
    @Path("/wins")
    @Protected("email")
    public static class Wins extends Base {
        @GET
        @Path("/method-over-class")
        @Protected("profile")
        public String methodOverClass() {
            return Ran.here("wins/method-over-class");
        }

        @Override
        @GET
        @Path("/overridden")
        @Protected("profile")
        public String overridden() {
            return Ran.here("wins/overridden");
        }

        @Override
        @GET
        @Path("/lifted-by-override")
        @Unprotected
        public String liftedByOverride() {
            return Ran.here("wins/lifted-by-override");
        }

        @GET
        @Path("/lifted")
        @Unprotected
        public String lifted() {
            return Ran.here("wins/lifted");
        }
    }

    @Protected("email")
    public interface Contract {
        @GET
        @Path("/replaced")
        @Protected("email")
        String replaced();

        @GET
        @Path("/kept")
        @Protected("profile")
        String kept();

        @GET
        @Path("/of-type")
        String ofType();
    }

    /** Its own class annotation replaces that of the interface, but not that of the interface's methods. */
    @Path("/impl")
    @Protected("profile")
    public static class Implementation implements Contract {
        @Override
        @GET
        @Path("/replaced")
        @Protected("profile")
        public String replaced() {
            return Ran.here("impl/replaced");
        }

        @Override
        @GET
        @Path("/kept")
        public String kept() {
            return Ran.here("impl/kept");
        }

        @Override
        @GET
        @Path("/of-type")
        public String ofType() {
            return Ran.here("impl/of-type");
        }
    }

    /** An open class does not lift the rule that stands on a method of its interface. */
    @Path("/open-impl")
    @Unprotected
    public static class OpenImplementation implements Contract {
        @Override
        @GET
        @Path("/replaced")
        @Unprotected
        public String replaced() {
            return Ran.here("open-impl/replaced");
        }

        @Override
        @GET
        @Path("/kept")
        public String kept() {
            return Ran.here("open-impl/kept");
        }

        @Override
        @GET
        @Path("/of-type")
        public String ofType() {
            return Ran.here("open-impl/of-type");
        }
    }

    @Unprotected
    public static class OpenBase {
        @GET
        @Path("/inherited")
        public String inherited() {
            return Ran.here("closed-heir/inherited");
        }
    }

    @Path("/closed-heir")
    @Protected("profile")
    public static class ClosedHeir extends OpenBase {}

    @Protected("email")
    public static class ClosedBase {
        @GET
        @Path("/inherited")
        public String inherited() {
            return Ran.here("open-heir/inherited");
        }
    }

    @Path("/open-heir")
    @Unprotected
    public static class OpenHeir extends ClosedBase {}

    public interface OnInterfaceOnly {
        @Protected("profile")
        String get();
    }

    public static class Unaware {
        @GET
        public String get() {
            return Ran.here("unaware");
        }
    }

    /** The method comes from a superclass that does not know the interface. */
    @Path("/unaware")
    public static class Aware extends Unaware implements OnInterfaceOnly {}
}
