package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

/** What is declared holds for JWTs and for opaque tokens, too, with the libraries that are in front there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplicationContract extends ServerContract {

    static final String REFUSAL = "it is protected by annotation, but no ResourceProtector is registered";

    private final TestIssuer issuer = TestIssuer.start();
    private final String name;

    /** By its name for readers. */
    ApplicationContract(String name) {
        this.name = name;
    }

    @AfterAll
    void stopIssuer() {
        issuer.close();
    }

    /** What the application is told. */
    final Map<String, String> settings(String protector) {
        return new HashMap<>(Map.of("protector", protector, "issuer", issuer.issuer(), "audience", issuer.audience()));
    }

    private HttpResponse<String> get(String path, TestToken token) {
        return server().call("GET", path, "Authorization", token.authorization());
    }

    @Test
    void jwtOfTheIssuer_opensWhatItsScopesOpen() {
        assertThat(get("/class", issuer.token().scope("profile")).body(), is("ran"));
        assertThat(get("/class", issuer.token().scope("other")).statusCode(), is(403));
    }

    @Test
    void jwtWithADefect_opensNothing() {
        TestToken good = issuer.token().scope("profile");
        for (TestToken defect : List.of(
                good.tamperedSignature(),
                good.tamperedPayload(),
                good.algNone(),
                good.hmacWithPublicKey(),
                good.unknownKid(),
                good.embeddedJwk(),
                good.expired(),
                good.notYetValid(),
                good.wrongAudience())) {
            HttpResponse<String> response = get("/class", defect);

            // a second unknown key is not looked for at once, so that nobody knows whether it is good
            assertThat(defect.toString(), response.statusCode(), is(oneOf(401, 503)));
            assertThat(defect.toString(), response.body(), not(containsString("ran")));
        }
    }

    @Test
    void opaqueToken_isAskedAbout() {
        String token = issuer.token().scope("profile").opaqueValue();

        assertThat(get("/class", token).body(), is("ran"));
        assertThat(get("/class/stricter", token).statusCode(), is(403));
        issuer.revoke(token);
        assertThat(get("/class", token).statusCode(), is(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared/nothing", "/nothing"})
    void pathOfNoMethod_isNotFound(String path) {
        assertThat(call("GET", path).statusCode(), is(404));
    }

    @Test
    void librariesOfOthers_areTold() {
        String libraries = call("GET", "/library").body();

        assertThat(libraries, allOf(containsString("nimbus-jose-jwt "), not(containsString("not there"))));
        Workplace.tell(name + ": " + libraries);
    }
}
