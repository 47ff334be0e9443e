package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared holds on Quarkus RESTEasy Classic, too, where there is no {@code Application}, and a provider registers the protector. */
class QuarkusClassicScannedTest {

    private static final String NAME = "quarkus-classic-scanned";
    private static final ServerProcess SERVER = ServerProcess.quarkus(NAME, NAME);

    @BeforeAll
    static void start() {
        SERVER.started();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static HttpResponse<String> get(String path, String token) {
        return SERVER.call("GET", path, "Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders/archive", "/accounts"})
    void protectedEndpoint_needsItsScope(String path) {
        assertThat(SERVER.call("GET", path).statusCode(), is(401));
        assertThat(get(path, "unknown").statusCode(), is(401));
        assertThat(get(path, "has.other").statusCode(), is(403));
        assertThat(get(path, "has.orders").body(), is("ran"));
    }

    @Test
    void openEndpoint_needsNoToken() {
        assertThat(SERVER.call("GET", "/orders/open").body(), is("ran"));
    }

    @Test
    void applicationWithoutProtector_doesNotStart() {
        try (ServerProcess forgotten =
                ServerProcess.quarkus(NAME, NAME + "-without-protector", "-Dservers.unprotected=true")) {
            forgotten.endsSaying(ApplicationContract.REFUSAL);

            assertThat(forgotten.log(), not(containsString("Listening on")));
        }
    }
}
