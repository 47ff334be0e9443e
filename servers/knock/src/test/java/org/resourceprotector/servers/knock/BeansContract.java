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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.testkit.TestIssuer;

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
            GET, /ejb/ruled/method, profile, profile
            GET, /ejb/ruled/stricter, admin, admin
            """;

    /** Where applications answer that have all resources: listed in libraries, listed in an archive of beans, found by the server. */
    private static final List<String> APPLICATIONS = List.of("/several/first", "/archive/first", "/cdi");

    /** Paths of interfaces, which few servers serve if no application lists the class behind them. */
    private static final Set<String> OF_INTERFACES = Set.of(
            "/row/i/promised",
            "/ejb/local/method",
            "/ejb/local/stricter",
            "/ejb/ruled/method",
            "/ejb/ruled/stricter",
            "/ejb/plain/method");

    private static final String ALL_PATHS = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet-mapping>
                <servlet-name>jakarta.ws.rs.core.Application</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    private static final String P = "resource-protector.";

    private final TestIssuer issuer = TestIssuer.start();
    private final String server;
    private final WarServer installed;
    private ServerProcess process;

    /** By its name for readers. */
    BeansContract(String server, WarServer installed) {
        this.server = server;
        this.installed = installed;
    }

    /** Whether the server finds a class of which an interface alone has paths. */
    boolean findsInterfaces() {
        return false;
    }

    /** Whether the server has MicroProfile Config. */
    boolean hasConfig() {
        return true;
    }

    /** An application that must not be served, in a WAR of a name: where it is called, and what the log says of it. */
    record Refused(String name, War war, List<String> paths, String reason) {

        /** Whether the log has the name of the application, and behind it, perhaps on the next line, the reason. */
        boolean isToldOf(String log) {
            return Pattern.compile("[/\"\\[]" + name + "[]/\":. ].{0,150}?" + reason, Pattern.DOTALL)
                    .matcher(log)
                    .find();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Map<String, String> properties() {
        return Map.of(
                P + "issuer", issuer.issuer(),
                P + "audience", issuer.audience(),
                P + "insecure-loopback-http", "true");
    }

    private static War configured(Map<String, String> properties) {
        return War.of("war-cdi", Map.of()).beansXml(WITHOUT_PROTECTOR).configuredBy(properties);
    }

    Stream<Refused> refused() {
        String forgotten = ": " + ApplicationContract.REFUSAL;
        List<String> some = List.of("/class", "/bean/request/method", "/bean/application/method");
        List<String> ofSecond = some.stream().map(path -> "/second" + path).toList();
        String ruled = "Ruled(Orders|Ejb)#(method|stricter)" + forgotten;
        String plain = "Plain(Orders|Ejb)#method" + forgotten;
        List<Refused> all = new ArrayList<>(List.of(
                new Refused("forgotten", several("none"), ofSecond, forgotten),
                new Refused("forgotten-bean", War.of("war-cdi", Map.of()).beansXml(WITHOUT_PROTECTOR), some, forgotten),
                new Refused("ruled-interface", several("interface"), List.of("/second/ejb/ruled/method"), ruled),
                new Refused("ruled-class", several("class"), List.of("/second/ejb/plain/method"), plain)));
        if (findsInterfaces()) {
            all.add(new Refused("found-interface", found("/Ruled"), List.of("/ejb/ruled/method"), ruled));
            all.add(new Refused("found-class", found("/Plain"), List.of("/ejb/plain/method"), plain));
        }
        if (hasConfig()) {
            Map<String, String> mistyped = new HashMap<>(properties());
            mistyped.put(P + "introspection.client-secert", "hidden");
            all.add(new Refused(
                    "mistyped-property",
                    configured(mistyped),
                    some,
                    P + "introspection.client-secert is no property of Resource Protector"));
        } else {
            all.add(new Refused(
                    "properties",
                    configured(properties()),
                    some,
                    P + ".{1,600}?: nobody reads it, because there is no MicroProfile Config here"));
        }
        return all.stream();
    }

    private static War several(String second) {
        return War.of("war-several", Map.of("second", second));
    }

    /** With one EJB and its interface, and no class that could list it. */
    private static War found(String name) {
        return War.of("war-several", Map.of()).only(file -> file.contains(name), ALL_PATHS);
    }

    @BeforeAll
    void start() {
        installed.deploy("several", file("several", several("own")));
        installed.deploy("archive", file("archive", several("own").beansXml(ALL_ARE_BEANS)));
        installed.deploy("cdi", file("cdi", War.of("war-cdi", Map.of())));
        if (hasConfig()) {
            installed.deploy("properties", file("properties", configured(properties())));
        }
        if (!installed.takesMoreWhileItRuns()) {
            deployRefused();
        }
        process = installed.start();
        for (String application : APPLICATIONS) {
            process.under(application).answers("/declared", "ran");
        }
        if (installed.takesMoreWhileItRuns()) {
            deployRefused();
        }
    }

    /** What the server has logged so far. */
    String log() {
        return process.log();
    }

    @AfterAll
    void stop() {
        issuer.close();
        if (process != null) {
            process.close();
        }
    }

    private void deployRefused() {
        refused().forEach(refused -> installed.deployRefused(refused.name(), file(refused.name(), refused.war())));
    }

    private Path file(String name, War war) {
        return war.make(Path.of("target", "wars", server.replaceAll("\\W+", "-") + "-" + name + ".war"));
    }

    private boolean isServed(String application, String path) {
        return findsInterfaces() || !application.equals("/cdi") || !OF_INTERFACES.contains(path);
    }

    Stream<Arguments> protectedEndpoints() {
        return APPLICATIONS.stream()
                .flatMap(application -> (ServerContract.PROTECTED + PROTECTED_BEANS)
                        .lines()
                        .map(row -> row.split(", "))
                        .filter(row -> isServed(application, row[1]))
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
    @ParameterizedTest
    @ValueSource(strings = {"/ejb/local/method", "/ejb/plain/method"})
    void ruleOnTheClassOfALocalInterface_isNeverOpen(String path) {
        for (String application : APPLICATIONS) {
            if (!isServed(application, path)) {
                continue;
            }
            HttpResponse<String> without = process.call("GET", application + path);
            HttpResponse<String> insufficient = get(application + path, "has.other");
            HttpResponse<String> good = get(application + path, "has.profile");

            assertThat(application, without.statusCode(), is(oneOf(401, 500)));
            boolean isKnown = without.statusCode() == 401;
            assertThat(application, insufficient.statusCode(), is(isKnown ? 403 : 500));
            assertThat(application, good.statusCode(), is(isKnown ? 200 : 500));
            Workplace.tell(server + ": a rule on the class behind a local interface, " + application + path + ": "
                    + (isKnown ? "holds" : "every call is a 500"));
        }
    }

    @Test
    void interfaceWhoseClassIsNotListed_isNotOpen() {
        for (String path : OF_INTERFACES) {
            if (!isServed("/cdi", path)) {
                assertThat(path, get("/cdi" + path, "has.admin.profile").statusCode(), is(oneOf(404, 500)));
                assertThat(path, process.call("GET", "/cdi" + path).statusCode(), is(oneOf(404, 500)));
            }
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
    void virtualMachine_isTold() {
        String libraries = process.call("GET", "/cdi/library").body();

        assertThat(libraries, startsWith("JDK "));
        Workplace.tell(server + " with beans: " + libraries);
    }

    @Test
    void token_isInjected() {
        assertThat(get("/cdi/mine", "has.profile").body(), is("ran for ada"));
        assertThat(process.call("GET", "/cdi/mine").statusCode(), is(401));
    }

    @Test
    void propertiesAlone_protect() {
        if (!hasConfig()) {
            return; // among those that are refused
        }
        ServerProcess properties = process.under("/properties").answers("/class/open", "ran");
        // the first keys may come late on a machine that has other things to do
        properties.await(
                DEPLOYMENT, () -> get("/properties/class", jwt("other")).statusCode() != 503);
        for (String path : List.of("/class", "/bean/request/method", "/bean/application/method", "/ejb/class/method")) {
            HttpResponse<String> without = properties.call("GET", path);
            assertThat(path, without.statusCode(), is(401));
            assertThat(ServerContract.challenge(without), is("Bearer realm=\"api\", scope=\"profile\""));
            assertThat(path, get("/properties" + path, "has.profile").statusCode(), is(401));
            assertThat(path, get("/properties" + path, jwt("other")).statusCode(), is(403));
            assertThat(path, get("/properties" + path, jwt("profile")).body(), is("ran"));
        }
        assertThat(get("/properties/mine", jwt("profile")).body(), is("ran for ada"));
    }

    private String jwt(String scope) {
        return issuer.token().subject("ada").scope(scope).value();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void applicationWithoutProtector_answersNothing(Refused refused) {
        // what is refused is in the log before the server has given the application up, or only after a call
        process.await(DEPLOYMENT, () -> {
            assertClosed(refused);
            return refused.isToldOf(process.log());
        });
        assertClosed(refused);
    }

    private void assertClosed(Refused refused) {
        for (String path : refused.paths()) {
            for (String token : List.of("unknown", "has.profile", jwt("profile"))) {
                assertThat(path, get("/" + refused.name() + path, token).body(), not(startsWith("ran")));
            }
            assertThat(path, process.call("GET", "/" + refused.name() + path).body(), not(startsWith("ran")));
        }
    }

    private HttpResponse<String> get(String path, String token) {
        return process.call("GET", path, "Authorization", "Bearer " + token);
    }
}
