package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Locators of every kind: with a rule of their own, behind a rule, and in front of one. */
final class Locators {

    private Locators() {}

    /** The rule {@code profile} is on the locator. */
    @Path("/guarded")
    public static class OnLocator {
        @Path("/typed")
        @Protected("profile")
        public Subs.Plain typed() {
            return new Subs.Plain();
        }

        @Path("/object")
        @Protected("profile")
        public Object object() {
            return new Subs.Plain();
        }

        @Path("/class")
        @Protected("profile")
        public Class<Subs.Plain> type() {
            return Subs.Plain.class;
        }

        @Path("/var/{id}")
        @Protected("profile")
        public Object variable(@PathParam("id") String id) {
            return new Subs.Plain();
        }

        @Path("/open")
        public Object open() {
            return new Subs.Plain();
        }
    }

    /** The rule {@code profile} is on the root class. */
    @Path("/root")
    @Protected("profile")
    public static class OnRoot {
        @GET
        public String get() {
            return Ran.here("root");
        }

        @Path("/typed")
        public Subs.Plain typed() {
            return new Subs.Plain();
        }

        @Path("/object")
        public Object object() {
            return new Subs.Plain();
        }

        @Path("/lifted")
        @Unprotected
        public Object lifted() {
            return new Subs.Plain();
        }

        @Path("/email")
        @Protected("email")
        public Object email() {
            return new Subs.Plain();
        }
    }

    /** Nothing here; the rules are on what is behind. */
    @Path("/to")
    public static class Open {
        @GET
        public String get() {
            return Ran.here("to");
        }

        @Path("/onclass")
        public Subs.OnClass onClass() {
            return new Subs.OnClass();
        }

        @Path("/onclass-object")
        public Object onClassObject() {
            return new Subs.OnClass();
        }

        @Path("/onclass-class")
        public Class<Subs.OnClass> onClassClass() {
            return Subs.OnClass.class;
        }

        @Path("/onmethod")
        public Subs.OnMethod onMethod() {
            return new Subs.OnMethod();
        }

        @Path("/onmethod-object")
        public Object onMethodObject() {
            return new Subs.OnMethod();
        }

        @Path("/contract")
        public Subs.Contract contract() {
            return new Subs.OfContract();
        }

        @Path("/contract-object")
        public Object contractObject() {
            return new Subs.OfContract();
        }

        @Path("/base")
        public Subs.ProtectedBase base() {
            return new Subs.OfProtectedBase();
        }

        @Path("/onclassproxy")
        public Subs.OnClass onClassProxy() {
            return new Subs.OnClassProxy();
        }

        @Path("/onclassproxy-object")
        public Object onClassProxyObject() {
            return new Subs.OnClassProxy();
        }

        @Path("/onmethodproxy")
        public Subs.OnMethod onMethodProxy() {
            return new Subs.OnMethodProxy();
        }

        @Path("/plain")
        public Object plain() {
            return new Subs.Plain();
        }

        @Path("/nothing")
        @Protected("profile")
        public Object nothing() {
            Ran.here("nothing located");
            return null;
        }
    }

    public interface LocatingApi {
        @Path("/sub")
        @Protected("profile")
        Object sub();
    }

    /** The locator is declared, with its rule, on an interface. */
    @Path("/located-by-interface")
    public static class OfLocatingApi implements LocatingApi {
        @Path("/sub")
        @Override
        public Object sub() {
            return new Subs.Plain();
        }
    }

    /** Two locators lead to the same class; only one of them is guarded. */
    @Path("/two")
    public static class TwoDoors {
        @Path("/guarded")
        @Protected("profile")
        public Subs.Plain guarded() {
            return new Subs.Plain();
        }

        @Path("/open")
        public Subs.Plain open() {
            return new Subs.Plain();
        }

        @GET
        public String get() {
            return Ran.here("two");
        }
    }
}
