package org.resourceprotector.contract;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.resourceprotector.Protected;

/** The rule {@code profile} on records, enums, proxies, nested classes, overloads and other HTTP methods. */
final class DeclaredOnOddities {

    private DeclaredOnOddities() {}

    static Set<Object> singletons() {
        return Set.of(
                new Rec("rec"),
                Constants.PLAIN,
                Bodied.ONE,
                new RootProxy(),
                new MethodProxy(),
                new SilentProxy(),
                new Inner.Innermost());
    }

    @Path("/rec")
    @Protected("profile")
    public record Rec(String name) {
        @GET
        public String get() {
            return Ran.here(name);
        }
    }

    @Path("/enum")
    @Protected("profile")
    public enum Constants {
        PLAIN;

        @GET
        public String get() {
            return Ran.here("enum");
        }
    }

    /** The class of the constant is an anonymous one below the enum; not every engine can call it. */
    @Path("/enum-body")
    public enum Bodied {
        ONE {
            @Override
            public String get() {
                return Ran.here("enum-body");
            }
        };

        @GET
        @Protected("profile")
        public abstract String get();
    }

    @Path("/proxied-class")
    @Protected("profile")
    public static class ProxiedClass {
        @GET
        public String get() {
            return Ran.here("never");
        }
    }

    /** What a container generates: a subclass that overrides everything and carries nothing. */
    public static class RootProxy extends ProxiedClass {
        @Override
        public String get() {
            return Ran.here("proxied-class");
        }
    }

    @Path("/proxied-method")
    public static class ProxiedMethod {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("never");
        }
    }

    public static class MethodProxy extends ProxiedMethod {
        @Override
        public String get() {
            return Ran.here("proxied-method");
        }
    }

    /** A subclass that overrides nothing. */
    @Path("/silent-proxy")
    public static class Silent {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("silent-proxy");
        }
    }

    public static class SilentProxy extends Silent {}

    public static class Inner {
        @Path("/innermost")
        @Protected("profile")
        public static class Innermost {
            @GET
            public String get() {
                return Ran.here("innermost");
            }
        }
    }

    /** Same name, other parameters: each has its own rule. */
    @Path("/overloads")
    public static class Overloads {
        @GET
        @Path("/one")
        @Protected("profile")
        public String same() {
            return Ran.here("overloads/one");
        }

        @GET
        @Path("/two/{id}")
        @Protected("profile")
        public String same(@PathParam("id") String id) {
            return Ran.here("overloads/two/1");
        }

        @GET
        @Path("/open/{id}")
        public String same(@PathParam("id") int id) {
            return Ran.here("overloads/open/1");
        }
    }

    @HttpMethod("PROBE")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Probe {}

    /** Methods with a body, and one that no specification knows. */
    @Path("/methods")
    @Protected("profile")
    public static class Methods {
        @POST
        public String post(String body) {
            return Ran.here("POST") + body;
        }

        @PUT
        public String put(String body) {
            return Ran.here("PUT") + body;
        }

        @DELETE
        public String delete() {
            return Ran.here("DELETE");
        }

        @Probe
        public String probe() {
            return Ran.here("PROBE");
        }
    }
}
