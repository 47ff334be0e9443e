package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Declarations that cannot be a rule. */
final class Misdeclared {

    private Misdeclared() {}

    @Path("/bad")
    public static class Empty {
        @GET
        @Protected("")
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class Blank {
        @GET
        @Protected({"profile", "  "})
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class Quote {
        @GET
        @Protected("a\"b")
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    @Protected("a\\b")
    public static class BackslashOnClass {
        @GET
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class Tab {
        @GET
        @Protected("profile\temail")
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class NonAscii {
        @GET
        @Protected("pr\u00f6file")
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class BlankRole {
        @GET
        @Protected(roles = "")
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class IgnoringWithoutOptional {
        @GET
        @Protected(ignoreInvalid = true)
        public String get() {
            return "";
        }
    }

    @Protected
    @Retention(RetentionPolicy.RUNTIME)
    @interface Members {}

    @Path("/bad")
    public static class Meta {
        @GET
        @Members
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    @Members
    public static class MetaOnClass {
        @GET
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class Both {
        @GET
        @Protected
        @Unprotected
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    @Protected
    @Unprotected
    public static class BothOnClass {
        @GET
        public String get() {
            return Ran.here("bad/both");
        }
    }

    public interface One {
        @Protected("profile")
        String get();
    }

    public interface Other {
        @Protected("email")
        String get();
    }

    @Path("/bad")
    public static class Disagreeing implements One, Other {
        @GET
        @Override
        public String get() {
            return "";
        }
    }

    @Unprotected
    public interface OpenOne {}

    @Protected
    public interface ClosedOne {}

    @Path("/bad")
    public static class DisagreeingAboutAll implements OpenOne, ClosedOne {
        @GET
        public String get() {
            return "";
        }
    }

    public static class Above {
        @GET
        @Protected(" ")
        public String get() {
            return "";
        }
    }

    @Path("/bad")
    public static class Heir extends Above {}

    @Path("/bad")
    public static class BadLocator {
        @GET
        public String get() {
            return "";
        }

        @Path("/sub")
        @Protected("")
        public Object sub() {
            return new Subs.Plain();
        }
    }

    /** Runtimes call the method for whatever HTTP method and without a filter, though it leads nowhere. */
    @Path("/bad")
    public static class WithoutHttpMethod {
        @GET
        public String get() {
            return "";
        }

        @Path("/sub")
        @Protected("profile")
        public String sub() {
            return Ran.here("bad/without-http-method");
        }
    }

    @Path("misdeclared")
    public static class UnprovableLocator {

        @Path("sub")
        @Protected(senderConstrained = true)
        public Leaf sub() {
            return new Leaf();
        }

        @GET
        public String get() {
            return Ran.here("misdeclared/unprovable");
        }

        /** Is declared well itself. */
        public static class Leaf {

            @GET
            public String get() {
                return Ran.here("misdeclared/unprovable/leaf");
            }
        }
    }

    @Path("/bad")
    public static class BadBehindLocator {
        @GET
        public String get() {
            return "";
        }

        @Path("/sub")
        public Sub sub() {
            return new Sub();
        }
    }

    public static class Sub {
        @GET
        @Protected("")
        public String get() {
            return Ran.here("bad/sub");
        }
    }

    /** Only the first call shows what is behind the locator. */
    @Path("/late")
    public static class BadBehindUntypedLocator {
        @GET
        public String get() {
            return Ran.here("late");
        }

        @Path("/sub")
        public Object sub() {
            return new Sub();
        }

        @Path("/both")
        public Object both() {
            return new BothOnClass();
        }
    }
}
