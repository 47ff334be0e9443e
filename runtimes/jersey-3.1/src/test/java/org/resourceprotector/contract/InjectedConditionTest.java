package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** Conditions are made by Jersey's injection, with what the application has bound. */
class InjectedConditionTest {

    private static final Tokens TOKENS = new Tokens();

    /** What an application binds. */
    public record Owners(String owner, String account) {}

    public static final class OwnAccount implements AccessCondition {

        private final Owners owners;

        @Context
        private UriInfo uri;

        @Inject
        public OwnAccount(Owners owners) {
            this.owners = owners;
        }

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return owners.owner().equals(token.getName())
                    && owners.account().equals(request.pathParameter("account"))
                    && uri.getPath().endsWith(owners.account());
        }
    }

    @Path("/injected")
    public static class Root {

        @GET
        @Path("{account}")
        @Protected(conditions = OwnAccount.class)
        public String get(@PathParam("account") String account) {
            return Ran.here("injected");
        }
    }

    private static final class Binder extends AbstractBinder {

        @Override
        protected void configure() {
            bind(new Owners("alice", "1")).to(Owners.class);
        }
    }

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Root.class, new Binder(), ResourceProtector.with(TOKENS.validator()));

    private static int call(String account) {
        return SERVER.get("/injected/" + account).bearer(Tokens.PROFILE).send().status();
    }

    @Test
    void condition_decidesWithWhatIsBound() {
        assertThat(call("1"), is(200));
        assertThat(call("2"), is(403));
    }

    @Test
    void conditionThatNobodyCanMake_isRefusedAtDeployment() {
        Throwable refusal = Deployment.refused(new Api(Root.class, ResourceProtector.with(TOKENS.validator())));
        assertThat(Deployment.messages(refusal), containsString("InjectedConditionTest.Root#get"));
    }
}
