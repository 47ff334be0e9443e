package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.core.Application;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Wherever the annotation stands, it counts: closed without the scope, open with it, on every row. */
@DisplayName("R9700-2.3-b the rule counts wherever it is declared")
class DeclarationsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(DeclarationsTest::application);

    private static Application application() {
        List<Object> parts = new ArrayList<>();
        parts.addAll(List.of(
                DeclaredOnClasses.OnMethod.class,
                DeclaredOnClasses.OnClass.class,
                DeclaredOnClasses.OfProtectedBase.class,
                DeclaredOnClasses.OfProtectedGrandparent.class,
                DeclaredOnClasses.Overriding.class,
                DeclaredOnClasses.OverridingTwice.class,
                DeclaredOnClasses.ProtectedHeir.class,
                DeclaredOnClasses.Generic.class,
                DeclaredOnClasses.Renamed.class));
        parts.addAll(List.of(
                DeclaredOnInterfaces.OfProtectedType.class,
                DeclaredOnInterfaces.HeirOfProtectedType.class,
                DeclaredOnInterfaces.OfProtectedPath.class,
                DeclaredOnInterfaces.OfProtectedMethods.class,
                DeclaredOnInterfaces.ProtectedHeir.class,
                DeclaredOnInterfaces.OfGenericApi.class,
                DeclaredOnInterfaces.TwoLevels.class,
                DeclaredOnInterfaces.Diamond.class,
                DeclaredOnInterfaces.OfTwoThatAgree.class,
                DeclaredOnInterfaces.ThroughSuperclass.class,
                DeclaredOnOddities.Overloads.class,
                DeclaredOnOddities.Methods.class));
        parts.addAll(DeclaredOnOddities.singletons());
        parts.add(ResourceProtector.with(TOKENS.validator()));
        return new Api(parts.toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "b",
                "c",
                "c/d",
                "c-two-up",
                "c-two-up/d",
                "over/e",
                "over/f",
                "over/g",
                "over/inherited",
                "twice-over/e",
                "twice-over/f",
                "twice-over/g",
                "m",
                "n/inherited/1",
                "n/overridden/1",
                "n/repeated/1",
                "n/wider",
                "n-renamed/overridden/1",
                "n-renamed/repeated/1",
                "n-renamed/wider",
                "n-renamed/own",
                "h",
                "h/own",
                "h-two-up",
                "h-two-up/own",
                "i",
                "api/j",
                "api/k",
                "api/l",
                "api/l-overridden",
                "api/g",
                "m-interface",
                "o/bare/1",
                "o/repeated/1",
                "p/j",
                "p/k",
                "p/g",
                "two-ways/diamond",
                "two-ways/closer",
                "agreed",
                "through-superclass/k",
                "through-superclass/l-overridden",
                "rec",
                "enum",
                "proxied-class",
                "proxied-method",
                "silent-proxy",
                "innermost",
                "overloads/one",
                "overloads/two/1"
            })
    void closedWithoutTheScopeAndOpenWithIt(String row) {
        // what is inherited unchanged counts under the name of the class that declares it
        String counter = row.replace("c-two-up/d", "c/d")
                .replace("twice-over/g", "over/g")
                .replace("h-two-up/own", "h/own");
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/" + row, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PROBE"})
    @DisplayName("R6750-3-a every HTTP method is protected")
    void everyHttpMethodIsProtected(String method) {
        EndpointProbe probe = new EndpointProbe(SERVER, method, "/methods", method);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overloads/open/1", "through-superclass/g"})
    void whatCarriesNothingStaysOpen(String path) {
        assertThat(SERVER.get("/" + path).send().status(), is(200));
    }

    @Test
    void enumConstantWithBodyIsClosed() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/enum-body", "enum-body");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
    }

    @Test
    void theOverriddenMethodOfProtectedClassNeverRuns() {
        SERVER.get("/over/e").bearer(Tokens.PROFILE).send();
        assertThat(Ran.times("never"), is(0));
        assertThat(Ran.times("over/e"), is(not(0)));
    }
}
