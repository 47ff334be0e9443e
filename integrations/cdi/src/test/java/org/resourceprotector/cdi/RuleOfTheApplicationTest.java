package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.cdi.shop.Orders;

/** A rule on the application, and a protector that is a bean: the engine asks about it before it has made the application. */
class RuleOfTheApplicationTest {

    private static class Api extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class);
        }
    }

    @Protected("orders")
    private static final class Closed extends Api {}

    @Protected(optional = true)
    private static final class Optionally extends Api {}

    @Test
    void ruleHolds() {
        try (Server server = Server.withAllBeans(new Closed())) {
            assertThat(server.get("/orders/open").statusCode(), is(401));
            assertThat(server.with("ada.other", "/orders/open").statusCode(), is(403));
            assertThat(server.with("ada.orders", "/orders/open").body(), is("ada"));
            assertThat(server.get("/orders").statusCode(), is(401));
        }
    }

    @Test
    void optionalRuleHolds() {
        try (Server server = Server.withAllBeans(new Optionally())) {
            assertThat(server.get("/orders/open").statusCode(), is(200));
            assertThat(server.get("/orders/open").headers().firstValue("WWW-Authenticate"), is(Optional.empty()));
            assertThat(server.with("ada.orders", "/orders/open").body(), is("ada"));
            assertThat(server.with("unknown", "/orders/open").statusCode(), is(401));
            assertThat(server.get("/orders").statusCode(), is(401));
        }
    }
}
