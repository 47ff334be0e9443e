package org.resourceprotector.testkit.readme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.InMemoryToken;
import org.resourceprotector.testkit.InMemoryTokens;

class OurCallersTest {

    @Test
    void callersNeedNoAuthorizationServer() {
        Clock clock = Clock.systemUTC();

        InMemoryTokens tokens = new InMemoryTokens();
        ResourceProtector protector = ResourceProtector.with(tokens.validator(clock));
        String alice =
                tokens.issue(InMemoryToken.of("alice").withScopes("profile").withRoles("admin"));

        assertThat(protector.accessWith(alice), is(List.of()));
        assertThat(tokens.lookUps(), is(1));
    }
}
