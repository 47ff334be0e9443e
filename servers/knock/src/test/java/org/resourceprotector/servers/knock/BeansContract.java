package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is declared holds on a server with CDI and EJBs: for resources that are beans, in several applications of a WAR, with and
 * without {@code beans.xml}, and for a protector that is a bean.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BeansContract {

    private static final Duration DEPLOYMENT = Duration.ofSeconds(90);

    private static final String ALL_ARE_BEANS = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="all"/>
            """;

    /** An application that has forgotten the bean. */
    private static final String WITHOUT_PROTECTOR = """
            <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated">
              <scan><exclude name="org.resourceprotector.servers.war.cdi.Protectors"/></scan>
            </beans>
            """;

    /** In the form of {@link ServerContract#PROTECTED}. */
    private static final String PROTECTED_BEANS = """
            GET, /bean/request/method, profile, profile
            GET, /bean/application/method, profile, profile
            GET, /bean/application/stricter, admin, admin
            GET, /bean/intercepted/method, profile, profile
            GET, /ejb/class/method, profile, profile
            GET, /ejb/class/stricter, admin, admin
            GET, /ejb/local/stricter, admin, admin
            """;

    /** Where applications answer that have all resources: listed in libraries, listed in an archive of beans, found by the server. */
    private static final List<String> APPLICATIONS = List.of("/several/first", "/archive/first", "/cdi");

    private final String server;
    private final WarServer installed;
    private ServerProcess process;

    /** By its name for readers. */
    BeansContract(String server, WarServer installed) {
        this.server = server;
        this.installed = installed;
    }

    /** Paths of interfaces, which the server does not serve if no application lists the class behind them. */
    abstract Set<String> notServedUnlessListed();

    @BeforeAll
    void start() {
        deploy("several", "war-several", Map.of(), "");
        deploy("archive", "war-several", Map.of(), ALL_ARE_BEANS);
        deploy("cdi", "war-cdi", Map.of(), "");
        if (!installed.takesMoreWhileItRuns()) {
            deployForgotten();
        }
        process = installed.start();
        for (String application : APPLICATIONS) {
            process.under(application).answers("/declared", "ran");
        }
    }

    @AfterAll
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    private void deployForgotten() {
        deploy("forgotten", "war-several", Map.of("second", "none"), "");
        deploy("forgotten-bean", "war-cdi", Map.of(), WITHOUT_PROTECTOR);
    }

    private void deploy(String name, String libraries, Map<String, String> settings, String beansXml) {
        Path file = Path.of("target", "wars", server.replaceAll("\\W+", "-") + "-" + name + ".war");
        installed.deploy(name, War.make(libraries, file, settings, beansXml));
    }

    Stream<Arguments> protectedEndpoints() {
        return APPLICATIONS.stream()
                .flatMap(application -> (ServerContract.PROTECTED + PROTECTED_BEANS)
                        .lines()
                        .map(row -> row.split(", "))
                        .filter(row -> !application.equals("/cdi")
                                || !notServedUnlessListed().contains(row[1]))
                        .map(row -> Arguments.of(application, row[0], row[1], row[2], row[3])));
    }

    @ParameterizedTest
    @MethodSource
    void protectedEndpoints(String application, String method, String path, String scope, String scopes) {
        ServerContract.needsItsScopes(process.under(application), method, path, scope, scopes);
    }

    Stream<Arguments> openEndpoints() {
        return APPLICATIONS.stream()
                .flatMap(application -> Stream.of(
                                "/declared",
                                "/declared/optional",
                                "/declared/open-locator/x",
                                "/class/open",
                                "/bean/request/open",
                                "/bean/application/open",
                                "/ejb/class/open")
                        .map(path -> Arguments.of(application, path)));
    }

    @ParameterizedTest
    @MethodSource
    void openEndpoints(String application, String path) {
        HttpResponse<String> response = process.under(application).call("GET", path);

        assertThat(response.statusCode(), is(200));
        assertThat(response.body(), startsWith("ran"));
        assertThat(response.headers().firstValue("WWW-Authenticate"), is(Optional.empty()));
    }

    /** Some servers show neither the class nor anything that leads to it; then the rule cannot be known, and nobody gets in. */
    @Test
    void ruleOnTheClassOfALocalInterface_isNeverOpen() {
        for (String application : APPLICATIONS) {
            String path = application + "/ejb/local/method";
            if (application.equals("/cdi") && notServedUnlessListed().contains("/ejb/local/method")) {
                continue;
            }
            HttpResponse<String> without = process.call("GET", path);
            HttpResponse<String> insufficient = get(path, "has.other");
            HttpResponse<String> good = get(path, "has.profile");

            assertThat(path, without.statusCode(), is(oneOf(401, 500)));
            boolean isKnown = without.statusCode() == 401;
            assertThat(path, insufficient.statusCode(), is(isKnown ? 403 : 500));
            assertThat(path, good.statusCode(), is(isKnown ? 200 : 500));
            Workplace.tell(server + ": a rule on the class behind a local interface, " + application + ": "
                    + (isKnown ? "holds" : "every call is a 500"));
        }
    }

    @Test
    void interfaceWhoseClassIsNotListed_isNotOpen() {
        for (String path : notServedUnlessListed()) {
            assertThat(path, get("/cdi" + path, "has.admin.profile").statusCode(), is(oneOf(404, 500)));
            assertThat(path, process.call("GET", "/cdi" + path).statusCode(), is(oneOf(404, 500)));
        }
    }

    @Test
    void interceptorOfABean_isInItsPlace() {
        for (String application : APPLICATIONS) {
            assertThat(
                    get(application + "/bean/intercepted/method", "has.profile").body(), is("ran and was noted"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/several", "/archive"})
    void eachApplicationOfAWar_hasItsOwnProtector(String war) {
        for (String path : List.of("/class", "/bean/request/method", "/bean/application/method")) {
            ServerProcess second = process.under(war + "/second");

            HttpResponse<String> without = second.call("GET", path);
            assertThat(without.statusCode(), is(401));
            assertThat(ServerContract.challenge(without), is("Bearer realm=\"second\", scope=\"profile\""));
            HttpResponse<String> ofFirst = get(war + "/second" + path, "has.profile");
            assertThat(ofFirst.statusCode(), is(401));
            assertThat(ofFirst.body(), not(containsString("ran")));
            assertThat(get(war + "/second" + path, "second.other").statusCode(), is(403));
            assertThat(get(war + "/second" + path, "second.profile").body(), is("ran"));
            assertThat(get(war + "/first" + path, "second.profile").statusCode(), is(401));
        }
        assertThat(process.call("GET", war + "/third/open").body(), is("ran"));
        assertThat(get(war + "/third/open", "unknown").body(), is("ran"));
    }

    @Test
    void token_isInjected() {
        assertThat(get("/cdi/mine", "has.profile").body(), is("ran for ada"));
        assertThat(process.call("GET", "/cdi/mine").statusCode(), is(401));
    }

    @Test
    void applicationWithoutProtector_answersNothing() {
        if (installed.takesMoreWhileItRuns()) {
            deployForgotten();
        }
        for (String application : List.of("/forgotten/second", "/forgotten-bean")) {
            int before = refusals();
            process.await(DEPLOYMENT, () -> {
                assertClosed(application);
                return refusals() > before || !installed.takesMoreWhileItRuns();
            });
            assertClosed(application);
        }
    }

    private int refusals() {
        return process.log().split(ApplicationContract.REFUSAL, -1).length;
    }

    private void assertClosed(String application) {
        for (String path : Arrays.asList("/class", "/bean/request/method", "/bean/application/method")) {
            assertThat(process.call("GET", application + path).body(), not(startsWith("ran")));
            assertThat(get(application + path, "has.profile").body(), not(startsWith("ran")));
        }
    }

    private HttpResponse<String> get(String path, String token) {
        return process.call("GET", path, "Authorization", "Bearer " + token);
    }
}
