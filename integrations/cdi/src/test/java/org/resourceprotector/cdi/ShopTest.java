package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.cdi.shop.Audit;
import org.resourceprotector.cdi.shop.Mine;
import org.resourceprotector.cdi.shop.Orders;
import org.resourceprotector.cdi.shop.Protection;
import org.resourceprotector.cdi.shop.Receipt;

/** An application that produces a protector, and registers none. */
class ShopTest {

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.withAllBeans(new Server.Listed(Orders.class, Mine.class, Receipt.class));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        Audit.HEARD.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/mine"})
    void protectedEndpoint_needsItsScope(String path) {
        HttpResponse<String> without = server.get(path);
        assertThat(without.statusCode(), is(401));
        assertThat(without.headers().allValues("WWW-Authenticate"), contains("Bearer realm=\"api\", scope=\"orders\""));
        assertThat(server.with("unknown", path).statusCode(), is(401));
        assertThat(server.with("ada.other", path).statusCode(), is(403));
        assertThat(server.with("ada.orders", path).statusCode(), is(200));
    }

    @Test
    void tokenIsValidatedOnce() {
        int before = Protection.LOOKED_UP.get();
        server.with("ada.orders", "/orders");
        assertThat(Protection.LOOKED_UP.get(), is(before + 1));
    }

    @Test
    void beanOfAllRequests_hasTheTokenOfEach() {
        assertThat(server.with("ada.orders", "/orders").body(), is("ada ada"));
        assertThat(server.with("grace.orders", "/orders").body(), is("grace grace"));
    }

    @Test
    void beanOfOneRequest_hasItsTokenAsAField() {
        assertThat(server.with("ada.orders", "/mine").body(), is("ada ada ada"));
        assertThat(server.with("grace.orders", "/mine").body(), is("grace grace grace"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/offers", "/mine/offers"})
    void optionalEndpoint_hasATokenIfThereIsOne(String path) {
        assertThat(server.with("ada.any", path).body(), is("ada"));
        assertThat(server.get(path).body(), is("nobody"));
        assertThat(server.with("unknown", path).statusCode(), is(401));
    }

    @Test
    void tokenOfAnOpenEndpoint_isRefusedWithTheReason() {
        assertThat(
                server.with("ada.orders", "/orders/open").body(),
                is("there is no access token in this request: is the endpoint @Protected, and not optional?"));
    }

    /** It would make a 500 of the refusal. */
    @Test
    void responseFilter_findsNobodyWhereTheRequestWasRefused() {
        HttpResponse<String> refused = server.get("/orders");
        assertThat(refused.statusCode(), is(401));
        assertThat(refused.headers().allValues("Served"), contains("nobody"));
        assertThat(
                refused.headers().allValues("Why"),
                contains(
                        "this request was refused, or answered before its access token was looked at, so that it has none"));
        assertThat(server.with("ada.other", "/orders").statusCode(), is(403));
        assertThat(server.with("ada.other", "/orders").headers().allValues("Served"), contains("nobody"));
        assertThat(server.get("/nothing").statusCode(), is(404));
        assertThat(server.with("ada.orders", "/orders").headers().allValues("Served"), contains("ada"));
        assertThat(server.get("/orders/offers").headers().allValues("Served"), contains("nobody"));
    }

    @Test
    void eventsAreFired_withoutTheTextOfTheToken() {
        server.with("ada.orders", "/orders");
        server.with("grace.other", "/orders");
        server.get("/orders");

        assertThat(
                Audit.HEARD,
                contains(
                        "ada /orders CallAccepted[GET /orders]",
                        "INSUFFICIENT_SCOPE /orders grace CallRefused[GET /orders: INSUFFICIENT_SCOPE]",
                        "MISSING /orders nobody CallRefused[GET /orders: MISSING]"));
        assertThat(String.join("\n", Audit.HEARD).contains("ada.orders"), is(false));
    }
}
