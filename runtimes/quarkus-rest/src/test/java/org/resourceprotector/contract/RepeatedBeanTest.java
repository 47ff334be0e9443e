package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A locator that is called on what it led to, which are beans: the runtime knows the classes of their proxies. */
class RepeatedBeanTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Trees.class, Node.class, Vault.class, Grove.class, Shoot.class, ResourceProtector.with(TOKENS.validator()));

    /** Leads to the first of them. */
    @Path("/tree")
    public static class Trees {
        @Inject
        public Node node;

        @Path("node")
        public Node node() {
            return node;
        }
    }

    /** Leads to itself. Nothing is declared here. */
    @Unremovable
    @ApplicationScoped
    public static class Node {
        @Inject
        public Node self;

        @Inject
        public Vault vault;

        @Path("next")
        public Node next() {
            return self;
        }

        @Path("vault")
        public Vault vault() {
            return vault;
        }

        @GET
        public String get() {
            return Ran.here("tree/node");
        }
    }

    /** Leads to itself, under a rule. */
    @Unremovable
    @ApplicationScoped
    @Protected("profile")
    public static class Vault {
        @Inject
        public Vault self;

        @Path("next")
        public Vault next() {
            return self;
        }

        @GET
        public String get() {
            return Ran.here("tree/vault");
        }
    }

    /**
     * Leads to what a producer makes, which declares a class and makes another one. Its proxy extends the same class as that
     * of the bean of this class.
     */
    @Path("/grove")
    public static class Grove {
        /** Mentioned, so that it is a part of the application. */
        public final Class<?> qualifier = Made.class;

        @Inject
        @Made
        public Shoot made;

        @Produces
        @Made
        @ApplicationScoped
        public Shoot make() {
            return new ClosedShoot(made);
        }

        @Path("made")
        public Shoot made() {
            return made;
        }
    }

    /** Tells what is produced from the bean of the class. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Made {}

    /** Leads to itself, and is not alone to have its class. */
    @Unremovable
    @ApplicationScoped
    public static class Shoot {
        @Inject
        @Made
        public Shoot made;

        @Path("next")
        public Shoot next() {
            return made;
        }

        @GET
        public String get() {
            return Ran.here("tree/shoot");
        }
    }

    /** Is not among the classes that a locator names. */
    @Vetoed
    @Protected("profile")
    public static class ClosedShoot extends Shoot {
        private final Shoot itself;

        public ClosedShoot(Shoot itself) {
            this.itself = itself;
        }

        @Override
        public Shoot next() {
            return itself;
        }

        @Override
        public String get() {
            return Ran.here("tree/made");
        }
    }

    /** Of what a producer has made, the proxy that the runtime knows does not tell the class. */
    @Test
    void producedBeanThatLeadsToItself_isClosed() {
        assertThat(SERVER.get("/grove/made").send().status(), is(401));
        assertThat(SERVER.get("/grove/made").bearer(Tokens.PROFILE).send().body(), is("ran tree/made"));
        int ran = Ran.times("tree/made");
        for (String token : new String[] {Tokens.EMAIL, Tokens.PROFILE}) {
            assertThat(SERVER.get("/grove/made/next/next").bearer(token).send().status(), is(500));
        }
        assertThat(Ran.times("tree/made"), is(ran));
    }

    @Test
    void beanThatLeadsToItself_isOpenWithoutRule() {
        assertThat(SERVER.get("/tree/node").send().body(), is("ran tree/node"));
        assertThat(SERVER.get("/tree/node/next").send().body(), is("ran tree/node"));
        assertThat(SERVER.get("/tree/node/next/next/next").send().body(), is("ran tree/node"));
    }

    @Test
    void beanThatLeadsToItself_isUnderItsRule() {
        for (String path : new String[] {"/tree/node/vault/next/next", "/tree/node/next/next/vault/next/next/next"}) {
            EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, "tree/vault");
            probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
            probe.closedTo(Tokens.EMAIL, 403);
            probe.opensTo(Tokens.PROFILE);
        }
    }
}
