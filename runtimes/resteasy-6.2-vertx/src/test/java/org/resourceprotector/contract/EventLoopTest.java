package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.TokenValidator;

/** What is said at the start, because filters run on the event loops of Vert.x. */
class EventLoopTest {

    @SuppressWarnings("try") // the start is what tells
    private static List<String> told(TokenValidator validator) {
        LogCapture log = LogCapture.start();
        try (Server server = Server.start(new Api(Endpoints.Root.class, ResourceProtector.with(validator)))) {
            return log.ours(Level.ALL).stream()
                    .map(line -> line.getLevel() + " " + line.getMessage())
                    .filter(line -> line.contains("event loops"))
                    .toList();
        } finally {
            log.close();
        }
    }

    @Test
    void validatorThatMayWait_isToldOfOnceAtTheStart() {
        IntrospectionValidator asking = IntrospectionValidator.builder()
                .issuer("https://issuer.example.com")
                .client(ClientAuthentication.basic("api", "s3cr3t"))
                .audience("https://api.example.com")
                .build();
        assertThat(told(asking), contains(startsWith("WARNING ")));
        assertThat(
                told(new Tokens().validator()),
                contains(containsString("if a token or its issuer is looked up where that waits")));
    }

    @Test
    void validatorThatDoesNotWait_isNotToldOf() {
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThat(
                    told(JwtValidator.builder()
                            .issuer(issuer.issuer())
                            .audience(issuer.audience())
                            .insecureLoopbackHttp()
                            .build()),
                    is(empty()));
        }
    }
}
