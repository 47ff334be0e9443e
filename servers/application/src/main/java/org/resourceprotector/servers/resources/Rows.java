package org.resourceprotector.servers.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** The rows of the table in docs/runtimes.md, by their letters. */
public final class Rows {

    private Rows() {}

    /** Protected as a class; has a method. */
    @Protected("profile")
    public static class ProtectedAbove {

        @GET
        @Path("inherited")
        public String inherited() {
            return "ran";
        }
    }

    @Path("row/c-d")
    public static class CAndD extends ProtectedAbove {

        @GET
        @Path("own")
        public String own() {
            return "ran";
        }
    }

    /** Has a protected method. */
    public static class MethodAbove {

        @GET
        @Path("method")
        @Protected("profile")
        public String method() {
            return "not this one";
        }
    }

    @Path("row/e")
    public static class E extends MethodAbove {

        @Override
        public String method() {
            return "ran";
        }
    }

    @Path("row/f")
    public static class F extends MethodAbove {

        @Override
        @GET
        @Path("method")
        public String method() {
            return "ran";
        }
    }

    /** Has an open method. */
    public static class OpenAbove {

        @GET
        @Path("method")
        public String method() {
            return "not this one";
        }
    }

    @Path("row/g")
    public static class G extends OpenAbove {

        @Override
        @Protected("profile")
        public String method() {
            return "ran";
        }
    }

    /** Protected as an interface. */
    @Protected("profile")
    public interface ProtectedPromise {

        @GET
        @Path("promised")
        String promised();
    }

    @Path("row/h")
    public static class H implements ProtectedPromise {

        @Override
        public String promised() {
            return "ran";
        }

        @GET
        @Path("own")
        public String own() {
            return "ran";
        }
    }

    /** Is a resource as an interface. */
    @Path("row/i")
    @Protected("profile")
    public interface Resource {

        @GET
        @Path("promised")
        String promised();
    }

    public static class I implements Resource {

        @Override
        public String promised() {
            return "ran";
        }
    }

    @Path("row/k")
    public static class K implements Promised {

        @Override
        @GET
        @Path("interface")
        public String ofInterface() {
            return "ran";
        }
    }

    /** Has the code itself. */
    public interface Default {

        @GET
        @Path("method")
        @Protected("profile")
        default String method() {
            return "ran";
        }
    }

    @Path("row/l")
    public static class L implements Default {}

    @Path("row/m")
    @Protected("profile")
    public static class M extends OpenAbove {

        @Override
        public String method() {
            return "ran";
        }
    }

    /** Has methods, and no annotation of ours. */
    public interface OpenPromise {

        @GET
        @Path("promised")
        String promised();
    }

    @Path("row/m-interface")
    @Protected("profile")
    public static class OfOpenPromise implements OpenPromise {

        @Override
        public String promised() {
            return "ran";
        }
    }

    /** Has a method, and no annotation of ours. */
    public abstract static class OpenBase {

        @GET
        @Path("method")
        public String method() {
            return "ran";
        }
    }

    @Path("row/m-abstract")
    @Protected("profile")
    public static class OfOpenBase extends OpenBase {}

    /** Takes a type that is named below. */
    public interface Generic<T> {

        @GET
        @Path("method")
        @Protected("profile")
        T method();
    }

    @Path("row/o")
    public static class O implements Generic<String> {

        @Override
        public String method() {
            return "ran";
        }
    }

    /** Stands between the interface and the resource. */
    public abstract static class Between implements Generic<String> {}

    @Path("row/p")
    public static class P extends Between {

        @Override
        public String method() {
            return "ran";
        }
    }
}
