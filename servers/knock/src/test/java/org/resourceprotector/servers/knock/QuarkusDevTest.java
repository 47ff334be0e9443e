package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.resourceprotector.testkit.TestIssuer;

/** In the dev mode of Quarkus REST what is declared holds after every change. Each test goes on where the one before has ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuarkusDevTest {

    private static final String ORDERS = "src/main/java/org/resourceprotector/servers/cdi/Orders.java";
    private static final String PROPERTIES = "src/main/resources/application.properties";
    private static final Duration RELOAD = Duration.ofMinutes(2);

    private static final TestIssuer ISSUER = TestIssuer.start();
    private static final Workplace PLACE = new Workplace("quarkus-dev");

    private static ServerProcess server;

    @BeforeAll
    static void start() {
        Path repository = MavenProject.write(PLACE);
        PLACE.copy(Path.of("..", "quarkus-cdi", "src"), "src");
        PLACE.write(
                PROPERTIES,
                "resource-protector.issuer=" + ISSUER.issuer() + "\nresource-protector.audience=" + ISSUER.audience()
                        + "\nresource-protector.insecure-loopback-http=true\n");
        int port = Workplace.freePort();
        server = ServerProcess.at(
                        port,
                        "quarkus-dev",
                        PLACE.folder(),
                        Map.of(
                                "MAVEN_OPTS",
                                "-Xmx256m",
                                "JAVA_HOME",
                                Workplace.javaHome("quarkus-dev").toString()),
                        List.of(
                                Workplace.distribution("maven")
                                        .resolve("bin/mvn")
                                        .toString(),
                                "-B",
                                "-ntp",
                                "-Dmaven.repo.local=" + repository,
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.http.port=" + port,
                                "-Dquarkus.console.enabled=false",
                                "-Dquarkus.test.continuous-testing=disabled",
                                "-Dquarkus.analytics.disabled=true",
                                "-Ddebug=false",
                                "quarkus:dev"))
                .answers("/orders/open", "for all");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        ISSUER.close();
    }

    private static HttpResponse<String> get(String path, String scope) {
        return server.call(
                "GET",
                path,
                "Authorization",
                ISSUER.token().subject("ada").scope(scope).authorization());
    }

    /** Quarkus looks for changes when it is called, but not within two seconds after it has looked. */
    private static void awaitBody(String path, String body) {
        server.await(RELOAD, () -> {
            assertThat(server.call("GET", path).statusCode(), is(not(200)));
            return get(path, "orders").body().contains(body);
        });
    }

    private static void needsItsScope(String path, String body) {
        assertThat(server.call("GET", path).statusCode(), is(401));
        assertThat(get(path, "other").statusCode(), is(403));
        assertThat(get(path, "orders").body(), is(body));
    }

    @Test
    @Order(1)
    void beforeAnyChange_whatIsDeclaredHolds() {
        needsItsScope("/orders", "orders of ada");
    }

    @Test
    @Order(2)
    void changedMethod_needsItsScope() {
        PLACE.replace(ORDERS, "\"orders of \"", "\"changed orders of \"");

        awaitBody("/orders", "changed orders of ada");
        needsItsScope("/orders", "changed orders of ada");
    }

    @Test
    @Order(3)
    void addedMethod_needsItsScope() {
        PLACE.replace(ORDERS, "    /** On the event loop. */", """
                    @GET
                    @Path("added")
                    @Protected("orders")
                    public String added() {
                        return "added for " + token.getName();
                    }

                """);

        awaitBody("/orders/added", "added for ada");
        needsItsScope("/orders/added", "added for ada");
        assertThat(server.call("GET", "/orders/open").statusCode(), is(200));
    }

    @Test
    @Order(4)
    void methodThatIsProtectedNow_needsItsScope() {
        PLACE.replace(ORDERS, "    @Path(\"open\")", "    @Path(\"open\")\n    @Protected(\"orders\")");

        server.await(RELOAD, () -> server.call("GET", "/orders/open").statusCode() == 401);
        needsItsScope("/orders/open", "for all");
    }

    @Test
    @Order(5)
    void changeThatLosesTheProtector_isNotServed() {
        PLACE.replace(PROPERTIES, "resource-protector.", "lost.");

        awaitBody("/orders", "no ResourceProtector is registered");
        assertThat(server.call("GET", "/orders/open").body(), not(containsString("for all")));

        PLACE.replace(PROPERTIES, "lost.", "resource-protector.");
        awaitBody("/orders", "changed orders of ada");
        needsItsScope("/orders", "changed orders of ada");
    }
}
