package org.resourceprotector.testkit.readme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.resourceprotector.testkit.ProtectionAssertions.assertEveryEndpointIsProtected;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestIssuerExtension;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

@ExtendWith(TestIssuerExtension.class)
class OurApiTest {

    @Test
    void everyEndpointIsProtected() {
        assertEveryEndpointIsProtected(new Api());
    }

    @Test
    void tokensExpire(TestIssuer issuer, MutableClock clock) {
        JwtValidator validator = JwtValidator.builder()
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .keys(KeySource.jwkSet(issuer.jwkSetJson()))
                .clock(clock)
                .build();
        PresentedToken token =
                PresentedToken.bearer(issuer.token().scope("profile").value());

        assertThat(validator.validate(token), is(instanceOf(Verdict.Accepted.class)));
        clock.advance(Duration.ofHours(2));
        assertThat(validator.validate(token), is(instanceOf(Verdict.Rejected.class)));
    }
}
