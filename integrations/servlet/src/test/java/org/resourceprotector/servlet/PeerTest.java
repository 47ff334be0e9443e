package org.resourceprotector.servlet;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** A proxy is trusted by the address of its connection, whatever a filter makes of the headers that callers send. */
class PeerTest {

    private static final String CERTIFICATE = "MIIBPTCB5aADAgECAggnIvZxOjbaJjAKBggqhkjOPQQDAjATMREwDwYDVQQDEwhjbGllbnQ"
            + "tMTAgFw0yNjExMjkxNDAxMzNaGA8yMTI2MTEwNTE0MDEzM1owEzERMA8GA1UEAxMIY2xpZW50LTEwWTATBgcqhkjOPQIBBggqhkjOPQM"
            + "BBwNCAAQyp57xu9RMs1u5+QWptoQUUUMcW/96//KSpTzRutEK2q2k9GAhfimIM15iyit8fatYVPHc31qAtZ39FYLs0DyGoyEwHzAdBgN"
            + "VHQ4EFgQUr9Kx/E4q9cItCet5lGodG3HMoTUwCgYIKoZIzj0EAwIDRwAwRAIgQtbrz2WW71OHWd5HzbYuwBX+D0SudmDj2nJSylGt2JM"
            + "CIBskvhhrVyqeUDEpWgJdvuOqG900lXmtrHln43IUfiFD";

    /** A token that is bound to the certificate. */
    private record Bound(Confirmation confirmation) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of("orders:read");
        }
    }

    private static ResourceProtector trusting(String... proxies) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(CERTIFICATE));
        String thumbprint = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        AccessToken bound = new Bound(new Confirmation(Map.of("x5t#S256", thumbprint)));
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.of(bound)))
                .senderConstraint(MutualTls.fromHeader("Client-Cert", ClientCertificateFormat.RFC9440)
                        .trustedProxies(proxies))
                .build();
    }

    /** Twice, as two libraries may. */
    private static void addFilterThatBelievesHeaders(ServletContext context) {
        Filter believing = (request, response, chain) -> {
            HttpServletRequest sent = (HttpServletRequest) request;
            chain.doFilter(
                    new HttpServletRequestWrapper(sent) {
                        @Override
                        public String getRemoteAddr() {
                            return sent.getHeader("X-Forwarded-For");
                        }
                    },
                    response);
        };
        for (String name : new String[] {"one", "other"}) {
            context.addFilter(name, believing).addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
        }
    }

    private static int status(Container container, ResourceProtector protector) throws Exception {
        try (Container.Running server = container.start(Map.of("", context -> {
            addFilterThatBelievesHeaders(context);
            Orders.addTo(context, protector, "/api", true);
        }))) {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/orders"))
                                    .header("Authorization", "Bearer token")
                                    .header("Client-Cert", ":" + CERTIFICATE + ":")
                                    .header("X-Forwarded-For", "192.0.2.1")
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @ParameterizedTest
    @EnumSource
    void addressThatAFilterMakesOfAHeader_isTrustedByNobody(Container container) throws Exception {
        assertThat(status(container, trusting("192.0.2.1")), is(401));
    }

    @ParameterizedTest
    @EnumSource
    void proxyIsTrusted_thoughAFilterTellsAnotherAddress(Container container) throws Exception {
        assertThat(status(container, trusting("127.0.0.1", "::1")), is(200));
    }
}
