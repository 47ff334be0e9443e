package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Sub-resources, and what stands on them. Their counters are named after the class and the method. */
final class Subs {

    private Subs() {}

    /** Carries nothing. */
    public static class Plain {
        @GET
        public String get() {
            return Ran.here("plain");
        }

        @GET
        @Path("/deep/{id}")
        public String deep(@PathParam("id") String id) {
            return Ran.here("plain/deep");
        }

        @GET
        @Path("/unprotected")
        @Unprotected
        public String unprotected() {
            return Ran.here("plain/unprotected");
        }

        @GET
        @Path("/email")
        @Protected("email")
        public String email() {
            return Ran.here("plain/email");
        }

        @Path("/again")
        public Plain again() {
            return new Plain();
        }

        @Path("/guarded")
        @Protected("email")
        public Object guarded() {
            return new Plain();
        }
    }

    @Protected("profile")
    public static class OnClass {
        @GET
        public String get() {
            return Ran.here("onclass");
        }

        @GET
        @Path("/lifted")
        @Unprotected
        public String lifted() {
            return Ran.here("onclass/lifted");
        }

        @Path("/plain")
        public Object plain() {
            return new Plain();
        }
    }

    public static class OnMethod {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("onmethod");
        }

        @GET
        @Path("/open")
        public String open() {
            return Ran.here("onmethod/open");
        }
    }

    public interface Contract {
        @GET
        @Protected("profile")
        String get();
    }

    public static class OfContract implements Contract {
        @Override
        public String get() {
            return Ran.here("ofcontract");
        }
    }

    /** What a container makes of {@link OnClass}. */
    public static class OnClassProxy extends OnClass {
        @Override
        public String get() {
            return Ran.here("onclassproxy");
        }
    }

    /** What a container makes of {@link OnMethod}. */
    public static class OnMethodProxy extends OnMethod {
        @Override
        public String get() {
            return Ran.here("onmethodproxy");
        }
    }

    public abstract static class ProtectedBase {
        @GET
        @Protected("profile")
        public abstract String get();
    }

    public static class OfProtectedBase extends ProtectedBase {
        @GET
        @Override
        public String get() {
            return Ran.here("ofbase");
        }
    }
}
