package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.EndpointAccess;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ResourceProtector;

/** The access report: what is protected, how, and where that was written. */
class ReportTest {

    private static final Tokens TOKENS = new Tokens();
    private static final ResourceProtector PROTECTOR = ResourceProtector.with(TOKENS.validator());

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Endpoints.Root.class,
            DeclaredOnClasses.Overriding.class,
            DeclaredOnOddities.Methods.class,
            DeclaredOnInterfaces.OfProtectedType.class,
            Locators.Open.class,
            Locators.OnRoot.class,
            Precedence.Wins.class,
            PROTECTOR);

    private static final String PACKAGE = ReportTest.class.getPackageName() + ".";

    private static List<String> rows() {
        return PROTECTOR.endpoints().stream().map(ReportTest::row).toList();
    }

    private static String row(ProtectedEndpoint endpoint) {
        return endpoint.method() + " " + endpoint.path() + " " + endpoint.access() + " [" + endpoint.scopes() + "] "
                + endpoint.declaredAt().replace(PACKAGE, "");
    }

    @Test
    void everyEndpointIsRowWithItsRuleAndThePlaceOfIt() {
        assertThat(
                rows(),
                hasItems(
                        "GET /any PROTECTED [] Endpoints.Root#any",
                        "GET /both PROTECTED [profile email] Endpoints.Root#both",
                        "GET /mixed PROTECTED [profile email | user] Endpoints.Root#mixed",
                        "GET /optional OPTIONAL [profile] Endpoints.Root#optional",
                        "GET /ignoring OPTIONAL_IGNORING_INVALID [profile] Endpoints.Root#ignoring",
                        "GET /open OPEN [] ",
                        "POST /form PROTECTED [] Endpoints.Root#form"));
    }

    @Test
    void declarationsFurtherUpAreNamedWhereTheyStand() {
        assertThat(
                rows(),
                hasItems(
                        "GET /over/f PROTECTED [profile] DeclaredOnClasses.ProtectedMethods#repeated",
                        "GET /h/own PROTECTED [profile] DeclaredOnInterfaces.ProtectedType",
                        "PROBE /methods PROTECTED [profile] DeclaredOnOddities.Methods",
                        "GET /wins/lifted OPEN [] Precedence.Wins#lifted"));
    }

    @Test
    void rolesGroupsAndEntitlementsAreInTheRow() {
        ProtectedEndpoint roles = endpoint("/roles");
        assertThat(roles.roles().toString(), is("root | admin clerk"));
        assertThat(endpoint("/groups").groups().toString(), is("staff"));
        assertThat(endpoint("/entitlements").entitlements().toString(), is("print"));
    }

    private static ProtectedEndpoint endpoint(String path) {
        return PROTECTOR.endpoints().stream()
                .filter(row -> row.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTokenOpens_isWhatItsCallsGet() throws Exception {
        List<String> told = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        for (String token : List.of(Tokens.PROFILE, "unknown-token")) {
            for (EndpointAccess access : PROTECTOR.accessWith(token)) {
                String path = access.endpoint().path();
                if (access.endpoint().method().equals("GET") && path.indexOf('{') < 0) {
                    told.add(path + (access.refusal() == null ? " opens" : " refused"));
                    int status = SERVER.get(path).bearer(token).send().status();
                    answered.add(path + (status == 401 || status == 403 ? " refused" : " opens"));
                }
            }
        }
        assertThat(answered, is(told));
        assertThat(told, hasItems("/any opens", "/both refused", "/open opens", "/any refused"));
    }

    @Test
    void typedLocatorsAreFollowed() {
        assertThat(
                rows(),
                hasItems(
                        "GET /to/onclass PROTECTED [profile] Subs.OnClass",
                        "GET /to/onmethod PROTECTED [profile] Subs.OnMethod#get",
                        "GET /root/typed PROTECTED [profile] Locators.OnRoot",
                        "GET /root/typed/deep/{id} PROTECTED [profile] Locators.OnRoot"));
    }

    @Test
    void whatIsBehindAnUntypedLocatorIsAddedWhenItIsCalled() {
        assertThat(
                SERVER.get("/root/object/deep/1").bearer(Tokens.PROFILE).send().status(), is(200));
        assertThat(rows(), hasItem("GET /root/object/deep/{id} PROTECTED [profile] Locators.OnRoot"));
    }

    @Test
    void noRowIsThereTwice() {
        List<String> places = PROTECTOR.endpoints().stream()
                .map(row -> row.method() + " " + row.path())
                .toList();
        List<String> twice =
                places.stream()
                        .collect(Collectors.groupingBy(place -> place, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .filter(entry -> entry.getValue() > 1)
                        .map(entry -> entry.getKey())
                        .toList();
        assertThat(twice.toString(), twice.isEmpty(), is(true));
    }

    @Test
    void theReportIsLoggedAtDeployment() {
        assertThat(SERVER.log().text(), containsString("/mixed"));
        assertThat(SERVER.log().text(), containsString("profile email | user"));
        assertThat(SERVER.log().text(), containsString("open"));
    }
}
