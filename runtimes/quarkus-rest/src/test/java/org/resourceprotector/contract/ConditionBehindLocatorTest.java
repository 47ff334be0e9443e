package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** A condition that reads a parameter of the path changes nothing of the request. */
class ConditionBehindLocatorTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Accounts.class, Orders.class, ResourceProtector.with(TOKENS.validator()));

    /** Asks for parameters of the locator and of the method. */
    public static final class OfAccount implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return "mine".equals(request.pathParameter("account")) && "7".equals(request.pathParameter("order"));
        }
    }

    /** Nothing is declared here. */
    @Path("/condition-behind/{account}")
    public static class Accounts {
        @Path("orders")
        public Orders orders() {
            return new Orders();
        }
    }

    /** Tells which method the runtime takes for the one that it calls. */
    public static class Orders {
        @GET
        @Path("{order}")
        @Protected(conditions = OfAccount.class)
        public String get(@PathParam("order") String order, @Context ResourceInfo info) {
            return info.getResourceMethod().getName() + order;
        }
    }

    @Test
    void runtimeKnowsTheMethodAfterwards() {
        assertThat(
                SERVER.get("/condition-behind/mine/orders/7")
                        .bearer(Tokens.PROFILE)
                        .send()
                        .body(),
                is("get7"));
        assertThat(
                SERVER.get("/condition-behind/other/orders/7")
                        .bearer(Tokens.PROFILE)
                        .send()
                        .status(),
                is(403));
        assertThat(
                SERVER.get("/condition-behind/mine/orders/8")
                        .bearer(Tokens.PROFILE)
                        .send()
                        .status(),
                is(403));
    }
}
