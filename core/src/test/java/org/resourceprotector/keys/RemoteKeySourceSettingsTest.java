package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteKeySourceSettingsTest {

    private static final Duration LONG = Duration.ofDays(1).plusMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Consumer<RemoteKeySource.Builder>> refused() {
        return Stream.of(
                b -> b.timeout(Duration.ZERO),
                b -> b.timeout(SECOND.negated()),
                b -> b.timeout(LONG),
                b -> b.unknownKeyCooldown(Duration.ZERO),
                b -> b.unknownKeyCooldown(LONG),
                b -> b.refreshInterval(Duration.ZERO, SECOND),
                b -> b.refreshInterval(SECOND.plusMillis(1), SECOND),
                b -> b.refreshInterval(SECOND, LONG),
                b -> b.staleIfError(SECOND.negated()),
                b -> b.staleIfError(LONG),
                b -> b.httpClient(HttpClient.newBuilder()
                                .followRedirects(HttpClient.Redirect.NORMAL)
                                .build())
                        .build(),
                b -> b.jwksUri(URI.create("https://as.example/keys")).build());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void settingsOutOfBoundsAreRefused(Consumer<RemoteKeySource.Builder> setting) {
        RemoteKeySource.Builder builder = RemoteKeySource.builder().issuer("https://as.example");

        assertThrows(IllegalArgumentException.class, () -> setting.accept(builder));
    }

    static Stream<Consumer<RemoteKeySource.Builder>> accepted() {
        return Stream.of(
                b -> b.timeout(Duration.ofDays(1)),
                b -> b.unknownKeyCooldown(Duration.ofMillis(1)),
                b -> b.refreshInterval(SECOND, SECOND),
                b -> b.staleIfError(Duration.ZERO),
                b -> b.httpClient(HttpClient.newHttpClient()));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void settingsWithinBoundsAreAccepted(Consumer<RemoteKeySource.Builder> setting) {
        RemoteKeySource.Builder builder = RemoteKeySource.builder().issuer("https://as.example");
        setting.accept(builder);

        builder.build();
    }

    @Test
    void sourceNeedsAnIssuerOrAnAddress() {
        assertThrows(IllegalArgumentException.class, RemoteKeySource.builder()::build);
    }

    @Test
    void nullIsRefused() {
        RemoteKeySource.Builder builder = RemoteKeySource.builder();
        Stream.<Consumer<RemoteKeySource.Builder>>of(
                        b -> b.issuer(null),
                        b -> b.jwksUri(null),
                        b -> b.httpClient(null),
                        b -> b.timeout(null),
                        b -> b.unknownKeyCooldown(null),
                        b -> b.refreshInterval(null, SECOND),
                        b -> b.refreshInterval(SECOND, null),
                        b -> b.staleIfError(null),
                        b -> b.clock(null),
                        b -> b.listener(null))
                .forEach(setting -> assertThrows(NullPointerException.class, () -> setting.accept(builder)));
    }

    @Test
    @DisplayName("R8414-2-a R8414-2-b plain http is refused for every host but loopback, even where that is allowed")
    void plainHttpIsForLoopbackOnly() {
        RemoteKeySource.builder()
                .issuer("http://localhost:1/t")
                .insecureLoopbackHttp()
                .build();
        RemoteKeySource.builder()
                .jwksUri(URI.create("http://[::1]:1/k"))
                .insecureLoopbackHttp()
                .build();
        for (String uri : new String[] {"http://as.example", "http://127.0.0.1.as.example", "http://10.0.0.1"}) {
            RemoteKeySource.Builder issuer =
                    RemoteKeySource.builder().issuer(uri).insecureLoopbackHttp();
            RemoteKeySource.Builder keys =
                    RemoteKeySource.builder().jwksUri(URI.create(uri)).insecureLoopbackHttp();
            assertThrows(IllegalArgumentException.class, issuer::build);
            assertThrows(IllegalArgumentException.class, keys::build);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "keys:8080", "keys/x", "http://keys", "user@keys", "*", "keys?", "keys#"})
    void whatIsNoHostIsRefused(String host) {
        assertThrows(
                IllegalArgumentException.class, () -> RemoteKeySource.builder().insecureHttp(host));
    }

    @Test
    void headerThatIsNoneIsRefusedAndNotShown() {
        for (String name : List.of("a b", "", "Host", "Content-Length")) {
            IllegalArgumentException e = assertThrows(
                    IllegalArgumentException.class,
                    () -> RemoteKeySource.builder().header(name, "s3cret"));
            assertThat(e.getMessage(), not(containsString("s3cret")));
        }
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> RemoteKeySource.builder().header("x", "s3cret\r\ny: z"));
        assertThat(e.getMessage(), not(containsString("s3cret")));
    }
}
