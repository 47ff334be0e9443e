package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.resourceprotector.Protected;

/** The rule {@code profile}, declared at every height of a hierarchy of classes; each path is named after its row. */
final class DeclaredOnClasses {

    private DeclaredOnClasses() {}

    @Path("/a")
    public static class OnMethod {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("a");
        }
    }

    @Path("/b")
    @Protected("profile")
    public static class OnClass {
        @GET
        public String get() {
            return Ran.here("b");
        }
    }

    @Protected("profile")
    public static class ProtectedBase {
        @GET
        @Path("/d")
        public String inherited() {
            return Ran.here("c/d");
        }
    }

    @Path("/c")
    public static class OfProtectedBase extends ProtectedBase {
        @GET
        public String get() {
            return Ran.here("c");
        }
    }

    public static class Heir extends ProtectedBase {}

    @Path("/c-two-up")
    public static class OfProtectedGrandparent extends Heir {
        @GET
        public String get() {
            return Ran.here("c-two-up");
        }
    }

    public static class ProtectedMethods {
        @GET
        @Path("/e")
        @Protected("profile")
        public String bare() {
            return Ran.here("never");
        }

        @GET
        @Path("/f")
        @Protected("profile")
        public String repeated() {
            return Ran.here("never");
        }

        @GET
        @Path("/g")
        public String onlyOurs() {
            return Ran.here("never");
        }

        @GET
        @Path("/inherited")
        @Protected("profile")
        public String inherited() {
            return Ran.here("over/inherited");
        }
    }

    public static class OverridingOnce extends ProtectedMethods {
        @Override
        public String bare() {
            return Ran.here("over/e");
        }

        @GET
        @Path("/f")
        @Override
        public String repeated() {
            return Ran.here("over/f");
        }

        @Override
        @Protected("profile")
        public String onlyOurs() {
            return Ran.here("over/g");
        }
    }

    @Path("/over")
    public static class Overriding extends OverridingOnce {}

    /** Two overrides between the annotation and the resource. */
    @Path("/twice-over")
    public static class OverridingTwice extends OverridingOnce {
        @Override
        public String bare() {
            return Ran.here("twice-over/e");
        }

        @GET
        @Path("/f")
        @Override
        public String repeated() {
            return Ran.here("twice-over/f");
        }
    }

    public static class UnannotatedBase {
        @GET
        public String get() {
            return Ran.here("m");
        }
    }

    @Path("/m")
    @Protected("profile")
    public static class ProtectedHeir extends UnannotatedBase {}

    public abstract static class GenericBase<T> {
        @GET
        @Path("/inherited/{id}")
        @Protected("profile")
        public String inherited(@PathParam("id") T id) {
            return Ran.here("n/inherited/1");
        }

        @GET
        @Path("/overridden/{id}")
        @Protected("profile")
        public String overridden(@PathParam("id") T id) {
            return Ran.here("never");
        }

        @GET
        @Path("/repeated/{id}")
        @Protected("profile")
        public abstract String repeated(@PathParam("id") T id);

        @GET
        @Path("/wider")
        @Protected("profile")
        public abstract Object wider();
    }

    @Path("/n")
    public static class Generic extends GenericBase<String> {
        @Override
        public String overridden(String id) {
            return Ran.here("n/overridden/1");
        }

        @GET
        @Path("/repeated/{id}")
        @Override
        public String repeated(@PathParam("id") String id) {
            return Ran.here("n/repeated/1");
        }

        @GET
        @Path("/wider")
        @Override
        public String wider() {
            return Ran.here("n/wider");
        }
    }

    public abstract static class Middle<A, B> extends GenericBase<B> {
        @GET
        @Path("/own")
        @Protected("profile")
        public abstract String own();
    }

    /** The type variable is renamed on its way down. */
    @Path("/n-renamed")
    public static class Renamed extends Middle<Integer, String> {
        @Override
        public String overridden(String id) {
            return Ran.here("n-renamed/overridden/1");
        }

        @GET
        @Path("/repeated/{id}")
        @Override
        public String repeated(@PathParam("id") String id) {
            return Ran.here("n-renamed/repeated/1");
        }

        @Override
        public String wider() {
            return Ran.here("n-renamed/wider");
        }

        @Override
        public String own() {
            return Ran.here("n-renamed/own");
        }
    }
}
