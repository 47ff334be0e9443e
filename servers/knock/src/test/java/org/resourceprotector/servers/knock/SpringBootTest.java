package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.testkit.TestIssuer;

/** An application of Spring Boot with Jersey, one dependency, and properties, is protected; the folder tells the version of Boot. */
class SpringBootTest {

    private static final String P = "--resource-protector.";
    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final Map<String, ServerProcess> SERVERS = Map.of(
            "spring-boot", protectedServer("spring-boot"), "spring-boot-3.5", protectedServer("spring-boot-3.5"));

    private static ServerProcess protectedServer(String application) {
        return ServerProcess.springBoot(
                application,
                application,
                P + "issuer=" + ISSUER.issuer(),
                P + "audience=" + ISSUER.audience(),
                P + "insecure-loopback-http=true",
                "--management.endpoints.web.exposure.include=resourceprotector");
    }

    @BeforeAll
    static void start() {
        SERVERS.values().forEach(ServerProcess::started);
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(ServerProcess::close);
        ISSUER.close();
    }

    private static HttpResponse<String> get(ServerProcess server, String path, String scope) {
        return server.call(
                "GET",
                path,
                "Authorization",
                ISSUER.token().subject("ada").scope(scope).authorization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "spring-boot-3.5"})
    void protectedEndpoint_needsItsScope(String application) {
        ServerProcess server = SERVERS.get(application);
        HttpResponse<String> without = server.call("GET", "/orders");
        assertThat(without.statusCode(), is(401));
        assertThat(
                without.headers().firstValue("WWW-Authenticate").orElse(""),
                is("Bearer realm=\"api\", scope=\"orders\""));
        assertThat(
                server.call("GET", "/orders", "Authorization", "Bearer unknown").statusCode(), is(401));
        assertThat(get(server, "/orders", "other").statusCode(), is(403));
        assertThat(get(server, "/orders", "orders").body(), is("orders of ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "spring-boot-3.5"})
    void openAndOptionalEndpoints_areOpen(String application) {
        ServerProcess server = SERVERS.get(application);
        assertThat(server.call("GET", "/orders/open").body(), is("for all"));
        assertThat(server.call("GET", "/orders/offers").body(), is("offers for nobody"));
        assertThat(get(server, "/orders/offers", "any").body(), is("offers for ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "spring-boot-3.5"})
    void actuator_hasTheAccessReport(String application) {
        assertThat(
                SERVERS.get(application)
                        .call("GET", "/actuator/resourceprotector")
                        .body(),
                allOf(
                        containsString("\"path\":\"/orders\",\"access\":\"protected\""),
                        containsString("[[\"orders\"]]")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "spring-boot-3.5"})
    void withoutProperties_doesNotStart(String application) {
        try (ServerProcess refused = ServerProcess.springBoot(application, application + "-without-properties")) {
            refused.endsSaying("it is protected by annotation, but no ResourceProtector is registered");
            assertThat(refused.log(), not(containsString("Started Api")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "spring-boot-3.5"})
    void unknownProperty_doesNotStart(String application) {
        try (ServerProcess refused = ServerProcess.springBoot(
                application,
                application + "-unknown-property",
                P + "issuer=" + ISSUER.issuer(),
                P + "audience=" + ISSUER.audience(),
                P + "introspection.client-secert=hidden")) {
            refused.endsSaying("APPLICATION FAILED TO START");
            refused.endsSaying(
                    "resource-protector.introspection.client-secert is no property of Resource Protector; is it"
                            + " resource-protector.introspection.client-secret?");
            assertThat(refused.log(), allOf(not(containsString("Started Api")), not(containsString("hidden"))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring-boot", "spring-boot-3.5"})
    void withoutProtectorAndLate_isClosed(String application) {
        try (ServerProcess late = ServerProcess.springBoot(
                application, application + "-late", "--spring.jersey.servlet.load-on-startup=-1")) {
            late.started();
            late.says("Jersey starts with the first call");
            assertThat(late.call("GET", "/orders").statusCode(), is(500));
            assertThat(get(late, "/orders", "orders").statusCode(), is(500));
            late.says(ApplicationContract.REFUSAL);
        }
    }
}
