package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestIssuerExtensionTest {

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    @ExtendWith(TestIssuerExtension.class)
    class OnAClass {

        private final TestIssuer ofTheClass;

        OnAClass(TestIssuer issuer) {
            ofTheClass = issuer;
        }

        @BeforeAll
        void theIssuerIsThereBeforeAllTests(TestIssuer issuer) {
            assertThat(issuer, is(sameInstance(ofTheClass)));
        }

        @RepeatedTest(2)
        void eachTestFindsTheSameIssuerInGoodOrder(TestIssuer issuer, MutableClock clock) throws IOException {
            assertThat(issuer, is(sameInstance(ofTheClass)));
            assertThat(issuer.clock(), is(sameInstance(clock)));
            assertThat(Duration.between(clock.instant(), Instant.now()).toMinutes(), is(0L));
            assertThat(issuer.requestCount(IssuerEndpoint.JWKS), is(0));
            assertThat(IssuerClient.get(issuer.uri(IssuerEndpoint.JWKS)).statusCode(), is(200));

            clock.advance(Duration.ofDays(1));
            issuer.outage();
        }

        @Nested
        class AndWithinIt {

            @Test
            void theIssuerIsTheSame(TestIssuer issuer) {
                assertThat(issuer, is(sameInstance(ofTheClass)));
            }
        }
    }

    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class OnAMethod {

        private final List<TestIssuer> seen = new ArrayList<>();

        @RepeatedTest(2)
        @ExtendWith(TestIssuerExtension.class)
        void eachTestHasItsOwnIssuer(TestIssuer issuer) {
            seen.forEach(before -> assertThat(before, is(not(sameInstance(issuer)))));
            seen.add(issuer);
        }
    }

    @Nested
    class InAField {

        @RegisterExtension
        final TestIssuerExtension extension = TestIssuerExtension.with(
                issuer -> issuer.audience("https://b.example").algorithms("ES256"));

        @Test
        void theIssuerIsBuiltAsTheTestSays(TestIssuer issuer) {
            assertThat(extension.issuer(), is(sameInstance(issuer)));
            assertThat(issuer.audience(), is("https://b.example"));
        }
    }

    @Test
    void theIssuerIsClosedByTheOneThatItWasStartedFor() throws IOException {
        TestIssuerExtension extension = new TestIssuerExtension();
        assertThrows(IllegalStateException.class, extension::issuer);

        extension.beforeAll(context("class"));
        extension.beforeEach(context("test"));
        URI jwks = extension.issuer().uri(IssuerEndpoint.JWKS);
        extension.afterEach(context("test"));
        assertThat(IssuerClient.get(jwks).statusCode(), is(200));
        extension.afterAll(context("class"));

        assertThrows(ConnectException.class, () -> IssuerClient.get(jwks));
        assertThrows(IllegalStateException.class, extension::clock);
    }

    private static ExtensionContext context(String id) {
        return (ExtensionContext) Proxy.newProxyInstance(
                ExtensionContext.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("getUniqueId")) {
                        return id;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
