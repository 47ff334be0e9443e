package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.token.TokenValidator;

/** Requests with characters that no URI has: what is configured costs no request that the runtime takes. */
class OddUrisTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed PLAIN = Deployed.application(Odd.class, ResourceProtector.with(TOKENS.validator()));

    @RegisterExtension
    static final Deployed WITH_QUERY = Deployed.application(
            Odd.class,
            ResourceProtector.builder()
                    .validator(TOKENS.validator())
                    .acceptQueryToken()
                    .build());

    @RegisterExtension
    static final Deployed WITH_URI = Deployed.application(Odd.class, ResourceProtector.with(looking()));

    /** Looks at the URI first, as proofs and {@code requireHttps()} do. */
    private static TokenValidator looking() {
        TokenValidator validator = TOKENS.validator();
        return token -> {
            assertThat(token.uri().getPath(), containsString("odd"));
            return validator.validate(token);
        };
    }

    @Path("/odd")
    public static class Odd {
        @GET
        @Path("{x: .*}")
        @Protected("profile")
        public String get() {
            return Ran.here("odd");
        }
    }

    @Test
    void oddQuery_isTakenWithMetadataBelowAnotherPath() {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/app")
                        .authorizationServers("https://as.example.com")
                        .build())
                .build();
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setAddress(factory.getAddress() + "app");
            factory.setServiceBean(new Odd());
            factory.setProvider(protector);
        })) {
            for (String path : List.of("/app/odd/a", "/app/odd/a?q=a|b", "/app/odd/a?q={x}")) {
                assertThat(server.get(path).sendRaw().status(), is(401));
                assertThat(server.get(path).bearer(Tokens.PROFILE).sendRaw().status(), is(200));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/odd/a?q=a|b",
                "/odd/a?q={x}",
                "/odd/a?q=a^b",
                "/odd/a?q=\"x\"",
                "/odd/a?q=a\\b",
                "/odd/a?q=<x>",
                "/odd/a?q=[x]"
            })
    void oddQuery_isTakenAsWithoutSettings(String path) {
        int status = PLAIN.get(path).bearer(Tokens.PROFILE).sendRaw().status();

        assertThat(WITH_QUERY.get(path).bearer(Tokens.PROFILE).sendRaw().status(), is(status));
        assertThat(WITH_URI.get(path).bearer(Tokens.PROFILE).sendRaw().status(), is(status));
        assertThat(WITH_URI.get(path).bearer(Tokens.UNKNOWN).sendRaw().status(), is(status == 200 ? 401 : status));
        assertThat(WITH_URI.log().text(), not(containsString("the caller got a 500")));
    }
}
