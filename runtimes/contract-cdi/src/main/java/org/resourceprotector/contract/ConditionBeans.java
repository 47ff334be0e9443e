package org.resourceprotector.contract;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

/** Conditions that a bean container makes. */
final class ConditionBeans {

    private ConditionBeans() {}

    /** Who owns what. */
    @ApplicationScoped
    public static class Owners {

        private final Set<String> owned = Set.of("alice/1");

        boolean owns(String owner, String account) {
            return owned.contains(owner + "/" + account);
        }
    }

    /** One for all requests. */
    @ApplicationScoped
    public static class OwnAccount implements AccessCondition {

        @Inject
        private Owners owners;

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return owners.owns(token.getName(), request.pathParameter("account"));
        }
    }

    /** One for each request. */
    @RequestScoped
    public static class EachRequest implements AccessCondition {

        static final AtomicInteger MADE = new AtomicInteger();

        @Inject
        private Owners owners;

        @PostConstruct
        void count() {
            MADE.incrementAndGet();
        }

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return owners.owns(token.getName(), request.pathParameter("account"));
        }
    }

    /** Has no scope, and no constructor without parameters. */
    @Dependent
    public static final class ByConstructor implements AccessCondition {

        static final AtomicInteger MADE = new AtomicInteger();

        private final Owners owners;

        @Inject
        public ByConstructor(Owners owners) {
            this.owners = owners;
            MADE.incrementAndGet();
        }

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return owners.owns(token.getName(), request.pathParameter("account"));
        }
    }

    /** Is an interface, of which there is one bean. */
    public interface Ownership extends AccessCondition {}

    /** That bean. */
    @ApplicationScoped
    public static class OwnershipOfAccounts implements Ownership {

        @Inject
        private Owners owners;

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return owners.owns(token.getName(), request.pathParameter("account"));
        }
    }

    /** Fails when it is first used, which is not before the first call. */
    @ApplicationScoped
    public static class FailsLate implements AccessCondition {

        @PostConstruct
        void fail() {
            throw new IllegalStateException(Secrets.EXCEPTION);
        }

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    /** Endpoints with conditions. */
    @Path("/conditions")
    @RequestScoped
    public static class Root {

        @GET
        @Path("application/{account}")
        @Protected(conditions = OwnAccount.class)
        public String application(@PathParam("account") String account) {
            return Ran.here("conditions");
        }

        @GET
        @Path("request/{account}")
        @Protected(conditions = EachRequest.class)
        public String request(@PathParam("account") String account) {
            return Ran.here("conditions");
        }

        @GET
        @Path("dependent/{account}")
        @Protected(conditions = ByConstructor.class)
        public String dependent(@PathParam("account") String account) {
            return Ran.here("conditions");
        }

        @GET
        @Path("interface/{account}")
        @Protected(conditions = Ownership.class)
        public String byInterface(@PathParam("account") String account) {
            return Ran.here("conditions");
        }

        @GET
        @Path("late/{account}")
        @Protected(conditions = FailsLate.class)
        public String late(@PathParam("account") String account) {
            return Ran.here("conditions");
        }
    }

    /** What two beans are. */
    public interface Twice extends AccessCondition {}

    /** One of them. */
    @ApplicationScoped
    public static class Permitting implements Twice {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    /** The other one. */
    @ApplicationScoped
    public static class Denying implements Twice {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return false;
        }
    }

    /** Names a condition of which there are two. */
    @Path("/ambiguous")
    @RequestScoped
    public static class Ambiguous {

        @GET
        @Protected(conditions = Twice.class)
        public String get() {
            return Ran.here("conditions");
        }
    }
}
