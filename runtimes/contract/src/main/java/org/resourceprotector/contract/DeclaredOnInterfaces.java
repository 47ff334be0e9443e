package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.resourceprotector.Protected;

/** The rule {@code profile}, declared on interfaces and their methods; each path is named after its row. */
final class DeclaredOnInterfaces {

    private DeclaredOnInterfaces() {}

    @Protected("profile")
    public interface ProtectedType {
        @GET
        String declared();
    }

    public static class OfProtectedTypeBase implements ProtectedType {
        @Override
        public String declared() {
            return Ran.here("h");
        }

        @GET
        @Path("/own")
        public String own() {
            return Ran.here("h/own");
        }
    }

    @Path("/h")
    public static class OfProtectedType extends OfProtectedTypeBase {}

    @Path("/h-two-up")
    public static class HeirOfProtectedType extends OfProtectedTypeBase {
        @GET
        @Override
        public String declared() {
            return Ran.here("h-two-up");
        }
    }

    @Path("/i")
    @Protected("profile")
    public interface ProtectedPath {
        @GET
        String get();
    }

    public static class OfProtectedPath implements ProtectedPath {
        @Override
        public String get() {
            return Ran.here("i");
        }
    }

    public interface ProtectedMethods {
        @GET
        @Path("/j")
        @Protected("profile")
        String bare();

        @GET
        @Path("/k")
        @Protected("profile")
        String repeated();

        @GET
        @Path("/l")
        @Protected("profile")
        default String inherited() {
            return Ran.here("api/l");
        }

        @GET
        @Path("/l-overridden")
        @Protected("profile")
        default String overridden() {
            return Ran.here("never");
        }

        @GET
        @Path("/g")
        String onlyOurs();
    }

    @Path("/api")
    public static class OfProtectedMethods implements ProtectedMethods {
        @Override
        public String bare() {
            return Ran.here("api/j");
        }

        @GET
        @Path("/k")
        @Override
        public String repeated() {
            return Ran.here("api/k");
        }

        @GET
        @Path("/l-overridden")
        @Override
        public String overridden() {
            return Ran.here("api/l-overridden");
        }

        @Override
        @Protected("profile")
        public String onlyOurs() {
            return Ran.here("api/g");
        }
    }

    public interface Unannotated {
        @GET
        String get();
    }

    @Path("/m-interface")
    @Protected("profile")
    public static class ProtectedHeir implements Unannotated {
        @Override
        public String get() {
            return Ran.here("m-interface");
        }
    }

    public interface GenericApi<T> {
        @GET
        @Path("/bare/{id}")
        @Protected("profile")
        String bare(@PathParam("id") T id);

        @GET
        @Path("/repeated/{id}")
        @Protected("profile")
        String repeated(@PathParam("id") T id);
    }

    @Path("/o")
    public static class OfGenericApi implements GenericApi<String> {
        @Override
        public String bare(String id) {
            return Ran.here("o/bare/1");
        }

        @GET
        @Path("/repeated/{id}")
        @Override
        public String repeated(@PathParam("id") String id) {
            return Ran.here("o/repeated/1");
        }
    }

    public abstract static class Between implements ProtectedMethods {
        @Override
        public String bare() {
            return Ran.here("never");
        }
    }

    @Path("/p")
    public static class TwoLevels extends Between {
        @Override
        public String bare() {
            return Ran.here("p/j");
        }

        @GET
        @Path("/k")
        @Override
        public String repeated() {
            return Ran.here("p/k");
        }

        @Override
        @Protected("profile")
        public String onlyOurs() {
            return Ran.here("p/g");
        }
    }

    public interface Top {
        @GET
        @Path("/diamond")
        @Protected("profile")
        String diamond();

        @GET
        @Path("/closer")
        @Protected("email")
        String closer();
    }

    public interface Left extends Top {
        @Override
        @GET
        @Path("/closer")
        @Protected("profile")
        String closer();
    }

    public interface Right extends Top {}

    /** Reaches {@link Top} on two ways; the declaration of {@link Left} is the closer one. */
    @Path("/two-ways")
    public static class Diamond implements Right, Left {
        @GET
        @Path("/diamond")
        @Override
        public String diamond() {
            return Ran.here("two-ways/diamond");
        }

        @GET
        @Path("/closer")
        @Override
        public String closer() {
            return Ran.here("two-ways/closer");
        }
    }

    public interface Agreeing {
        @Protected("profile")
        String agreed();
    }

    public interface AlsoAgreeing {
        @Protected("profile")
        String agreed();
    }

    @Path("/agreed")
    public static class OfTwoThatAgree implements Agreeing, AlsoAgreeing {
        @GET
        @Override
        public String agreed() {
            return Ran.here("agreed");
        }
    }

    /** The interface is implemented by the superclass, which carries nothing itself. */
    @Path("/through-superclass")
    public static class ThroughSuperclass extends Between {
        @GET
        @Path("/k")
        @Override
        public String repeated() {
            return Ran.here("through-superclass/k");
        }

        @GET
        @Path("/l-overridden")
        @Override
        public String overridden() {
            return Ran.here("through-superclass/l-overridden");
        }

        @Override
        public String onlyOurs() {
            return Ran.here("through-superclass/open");
        }
    }
}
