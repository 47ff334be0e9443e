package org.resourceprotector.example.resteasy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Settings;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

/** The example behind an authorization server that is not its own. */
class IssuerTest {

    @TempDir
    Path directory;

    private Settings settings(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PORT", "0");
        environment.put("DATA_DIR", directory.toString());
        return new Settings("test", environment);
    }

    private static HttpResponse<String> get(Example example, String path, TestToken token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(example.uri().resolve(path))
                .header("Authorization", token.authorization())
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void tokensOfThatServerForThisApiAreAccepted() throws Exception {
        try (TestIssuer issuer =
                        TestIssuer.builder().audience("https://this.example").start();
                Example example = ResteasyExample.start(
                        settings(Map.of("ISSUER", issuer.issuer(), "AUDIENCE", "https://this.example")))) {
            TestToken token =
                    issuer.token().subject("carol").scope("profile email").claim("email", "carol@example.com");
            HttpResponse<String> carol = get(example, "profile", token);
            assertThat(
                    carol.body(), is("{\"displayName\":\"carol\",\"email\":\"carol@example.com\",\"name\":\"carol\"}"));
            assertThat(get(example, "profile", token.wrongAudience()).statusCode(), is(401));
            assertThat(get(example, "profile", token.unknownKey()).statusCode(), is(401));
            assertThat(get(example, "profile", token.typ("JWT")).statusCode(), is(401));
        }
    }

    @Test
    void audienceThatIsAnAddressIsPublished() throws Exception {
        try (TestIssuer issuer =
                        TestIssuer.builder().audience("https://this.example").start();
                Example example = ResteasyExample.start(
                        settings(Map.of("ISSUER", issuer.issuer(), "AUDIENCE", "https://this.example")))) {
            TestToken token = issuer.token();
            assertThat(
                    get(example, "user", token)
                            .headers()
                            .firstValue("WWW-Authenticate")
                            .orElseThrow(),
                    containsString("resource_metadata=\"https://this.example/.well-known/oauth-protected-resource\""));
            assertThat(
                    get(example, ".well-known/oauth-protected-resource", token).body(),
                    containsString("{\"resource\":\"https://this.example\",\"authorization_servers\":[\""
                            + issuer.issuer() + "\"],\"scopes_supported\":["));
        }
    }

    @Test
    void profileSaysWhatTheTokensLookLike() throws Exception {
        try (TestIssuer issuer =
                        TestIssuer.builder().audience("https://this.example").start();
                Example example = ResteasyExample.start(settings(Map.of(
                        "ISSUER", issuer.issuer(), "AUDIENCE", "https://this.example", "PROFILE", "KEYCLOAK")))) {
            TestToken token = issuer.token().scope("profile").typ("JWT").claim("typ", "Bearer");
            assertThat(get(example, "user", token).statusCode(), is(200));
        }
    }

    @Test
    void authorizationServerThatIsDownIsA503() throws Exception {
        try (TestIssuer issuer =
                        TestIssuer.builder().audience("https://this.example").start();
                Example example = ResteasyExample.start(
                        settings(Map.of("ISSUER", issuer.issuer(), "AUDIENCE", "https://this.example")))) {
            issuer.outage();
            HttpResponse<String> answer = get(example, "user", issuer.token().scope("profile"));
            assertThat(answer.statusCode(), is(503));
            assertThat(answer.headers().firstValue("Retry-After").isPresent(), is(true));
            assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent(), is(false));
        }
    }

    @Test
    void issuerAloneIsNotEnough() {
        Exception refusal = assertThrows(
                IllegalArgumentException.class,
                () -> ResteasyExample.start(settings(Map.of("ISSUER", "https://issuer.example"))));
        assertThat(refusal.getMessage(), containsString("AUDIENCE"));
        assertThrows(
                IllegalArgumentException.class,
                () -> ResteasyExample.start(
                        settings(Map.of("ISSUER", "https://issuer.example", "AUDIENCE", "a", "PROFILE", "unknown"))));
    }
}
