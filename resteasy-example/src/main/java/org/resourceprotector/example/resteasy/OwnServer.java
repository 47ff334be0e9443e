package org.resourceprotector.example.resteasy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.resourceprotector.example.Sample;
import org.resourceprotector.example.Samples;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.jwt.RemoteKeySource;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.TestIssuer;

/**
 * An authorization server for tests, over HTTP on a free port of this machine. It knows the users as clients, because it
 * has no page to log in on: who has alice's secret gets alice's tokens.
 */
final class OwnServer implements Samples, AutoCloseable {

    private static final String OTHER_API = "https://other-api.example.com";

    private final TestIssuer issuer = TestIssuer.builder()
            .algorithms("ES256")
            .audience("https://social.example.com")
            .client("alice", "secret-of-alice")
            .client("bob", "secret-of-bob")
            .lifetime(Duration.ofHours(1))
            .start();

    /** How to get each token, by the variable of the shell that is to hold it. */
    private final Map<String, String> requests = Collections.synchronizedMap(new LinkedHashMap<>());

    JwtValidator validator() {
        return JwtValidator.builder()
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .keys(RemoteKeySource.builder()
                        .issuer(issuer.issuer())
                        .insecureLoopbackHttp()
                        .build())
                .build();
    }

    @Override
    public Sample good(String user, String scopes) {
        String variable = (user + ' ' + scopes).strip().replace(' ', '_').toUpperCase(Locale.ROOT);
        requests.put(variable, scopes.isEmpty() ? tokenRequest(user) : tokenRequest(user, "scope=" + scopes));
        String token = issuer.token().subject(user).clientId(user).scope(scopes).value();
        return new Sample(user + "'s token", "$" + variable, token);
    }

    @Override
    public List<Sample> bad() {
        Sample good = good("alice", "profile");
        requests.put("FOREIGN", tokenRequest("alice", "scope=profile", "resource=" + OTHER_API));
        String cut = good.value().substring(0, good.value().length() - 1);
        String expired = issuer.token().scope("profile").expired().value();
        return List.of(
                new Sample(
                        "a token for another API",
                        "$FOREIGN",
                        issuer.token().scope("profile").audience(OTHER_API).value()),
                new Sample("a token whose last character is missing", "${ALICE_PROFILE%?}", cut),
                new Sample("an expired token", expired, expired));
    }

    private String tokenRequest(String user, String... parameters) {
        List<String> words = new ArrayList<>(List.of("curl -s -u", user + ":secret-of-" + user));
        words.add("-d grant_type=client_credentials");
        for (String parameter : parameters) {
            words.add("-d '" + parameter + "'");
        }
        words.add(issuer.uri(IssuerEndpoint.TOKEN).toString());
        return String.join(" ", words);
    }

    @Override
    public List<String> preparation() {
        List<String> lines = new ArrayList<>();
        lines.add("# tokens of " + issuer.issuer());
        requests.forEach((variable, request) ->
                lines.add(variable + "=$(" + request + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')"));
        return lines;
    }

    @Override
    public void close() {
        issuer.close();
    }
}
