package org.resourceprotector.example.resteasy;

import java.net.URI;
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
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

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

    /** What to ask for, by the variable of the shell that is to hold the token. */
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
        requests.put(variable, scopes.isEmpty() ? user : user + " -d 'scope=" + scopes + "'");
        return new Sample(user + "'s token", "$" + variable, token(user, scopes).value());
    }

    private TestToken token(String user, String scopes) {
        TestToken token = issuer.token().subject(user).clientId(user);
        return scopes.isEmpty() ? token : token.scope(scopes);
    }

    @Override
    public List<Sample> bad() {
        TestToken good = token("alice", "profile");
        requests.put("ALICE_PROFILE", "alice -d 'scope=profile'");
        requests.put("FOREIGN", "alice -d 'scope=profile' -d 'resource=" + OTHER_API + "'");
        String cut = good.value().substring(0, good.value().length() - 1);
        String expired = good.expired().value();
        return List.of(
                new Sample(
                        "a token for another API",
                        "$FOREIGN",
                        good.audience(OTHER_API).value()),
                new Sample("a token without its last character", "${ALICE_PROFILE%?}", cut),
                new Sample("an expired token", expired, expired));
    }

    @Override
    public List<String> preparation() {
        URI endpoint = issuer.uri(IssuerEndpoint.TOKEN);
        List<String> lines = new ArrayList<>();
        lines.add("# how alice gets a token with the scope profile from the authorization server");
        lines.add("curl -i -u alice:secret-of-alice -d grant_type=client_credentials -d 'scope=profile' " + endpoint);
        lines.add("");
        lines.add("# the same for the tokens of all that follows");
        lines.add("token() { user=$1; shift; curl -s -u $user:secret-of-$user -d grant_type=client_credentials \"$@\" "
                + endpoint + " | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/'; }");
        requests.forEach((variable, request) -> lines.add(variable + "=$(token " + request + ")"));
        return lines;
    }

    @Override
    public void close() {
        issuer.close();
    }
}
