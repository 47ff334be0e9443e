package org.resourceprotector.contract;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Resources that a bean container makes, most of them behind a proxy of its own. */
final class Beans {

    private Beans() {}

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Audited {}

    /** Makes the container generate a subclass. */
    @Audited
    @Interceptor
    @jakarta.annotation.Priority(Interceptor.Priority.APPLICATION)
    public static class Audit {
        @AroundInvoke
        public Object around(InvocationContext call) throws Exception {
            Ran.here("audited");
            return call.proceed();
        }
    }

    @Path("/bean/root")
    @ApplicationScoped
    @Protected("profile")
    public static class Root {
        @Context
        private SecurityContext security;

        @GET
        public String get() {
            return Ran.here("bean/root");
        }

        @GET
        @Path("caller")
        public String caller() {
            return security == null
                    ? "not injected"
                    : security.getUserPrincipal().getName();
        }

        @GET
        @Path("open")
        @Unprotected
        public String open() {
            return Ran.here("bean/root/open");
        }
    }

    @Path("/bean/open")
    @ApplicationScoped
    public static class Locators {
        @Inject
        private Sub sub;

        @Inject
        private OnMethod onMethod;

        @Inject
        private Contract contract;

        @Inject
        private Counted counted;

        @GET
        public String get() {
            return Ran.here("bean/open");
        }

        @GET
        @Path("method")
        @Protected("profile")
        public String method() {
            return Ran.here("bean/open/method");
        }

        @Path("typed")
        public Sub typed() {
            return sub;
        }

        @Path("object")
        public Object object() {
            return sub;
        }

        @Path("on-method")
        public OnMethod onMethod() {
            return onMethod;
        }

        @Path("on-method-object")
        public Object onMethodObject() {
            return onMethod;
        }

        @Path("contract")
        public Contract contract() {
            return contract;
        }

        @Path("contract-object")
        public Object contractObject() {
            return contract;
        }

        @Path("counted")
        public Counted counted() {
            return counted;
        }

        @Path("guarded")
        @Protected("profile")
        public Object guarded() {
            return new Subs.Plain();
        }
    }

    @ApplicationScoped
    @Protected("profile")
    public static class Sub {
        @GET
        public String get() {
            return Ran.here("bean/sub");
        }
    }

    @ApplicationScoped
    public static class OnMethod {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("bean/on-method");
        }
    }

    /** Counts how often the container makes it. */
    @RequestScoped
    @Protected("profile")
    public static class Counted {
        @PostConstruct
        void made() {
            Ran.here("bean/made");
        }

        @GET
        public String get() {
            return Ran.here("bean/counted");
        }
    }

    public interface Contract {
        @GET
        @Protected("profile")
        String get();
    }

    @ApplicationScoped
    public static class OfContract implements Contract {
        @Override
        public String get() {
            return Ran.here("bean/contract");
        }
    }

    @Path("/bean/audited")
    @RequestScoped
    public static class AuditedResource {
        @GET
        @Protected("profile")
        @Audited
        public String get() {
            return Ran.here("bean/audited");
        }
    }

    @Path("/bean/audited-class")
    @RequestScoped
    @Protected("profile")
    @Audited
    public static class AuditedClass {
        @GET
        public String get() {
            return Ran.here("bean/audited-class");
        }
    }
}
