package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.metadata.ResourceMetadata;

/** Paths that RESTEasy matches, and makes no URI of: what is configured costs no request that it takes. */
class OddPathsTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/odd")
    public static class Odd {
        @GET
        @Path("{x}")
        @Protected("profile")
        public String get() {
            return Ran.here("odd");
        }
    }

    private static ConfiguredServer server(ResourceProtector.Builder protector) {
        return ConfiguredServer.start(
                new Api(Odd.class, protector.validator(TOKENS.validator()).build()), "/app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/odd/x", "/app/odd/[x]"})
    void path_isTakenWithMetadata(String path) {
        ResourceMetadata metadata = ResourceMetadata.builder()
                .resource("https://api.example.com/app")
                .authorizationServers("https://as.example.com")
                .build();
        try (ConfiguredServer server = server(ResourceProtector.builder().metadata(metadata))) {
            assertThat(server.get(path).sendRaw().status(), is(401));
            assertThat(server.get(path).bearer(Tokens.PROFILE).sendRaw().status(), is(200));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/odd/x", "/app/odd/[x]"})
    void boundTokenWithoutFittingProof_isTheCallersFault(String path) {
        DpopKey key = DpopKey.create();
        try (ConfiguredServer server = server(
                ResourceProtector.builder().senderConstraint(Dpop.builder().build()))) {
            Answer answer = server.get(path)
                    .header("Authorization", "DPoP " + Tokens.PROFILE)
                    .header("DPoP", key.proof("GET", "https://api.example.com/odd/x", Tokens.PROFILE))
                    .sendRaw();
            assertThat(answer.toString(), answer.status(), is(401));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/app/odd/x", "/app/odd/[x]"})
    void tokenOverPlainHttp_isTheCallersFault(String path) {
        try (ConfiguredServer server = server(ResourceProtector.builder().requireHttps())) {
            assertThat(server.get(path).sendRaw().status(), is(401));
            assertThat(server.get(path).bearer(Tokens.PROFILE).sendRaw().status(), is(400));
        }
    }
}
