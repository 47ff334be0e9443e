package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path that was sent takes the place of one that a runtime has simplified. */
class RequestUrisTest {

    @ParameterizedTest
    @CsvSource({
        "/d, /d;x=1, /d;x=1",
        "/d/s/a/b, /d/s/a;x=1/b;y=2, /d/s/a;x=1/b;y=2",
        "/d/s, //d///s, //d///s",
        "/d%252Fe, /d%2Fe;x, /d%2Fe;x",
        "/d/e, /d%2Fe;x, /d%2Fe;x",
        "/d, /d, /d",
        "/changed, /d;x=1, /changed",
        "/d, , /d"
    })
    void sentPath_countsIfItWasSimplified(String told, String sent, String expected) {
        String host = "https://api.example.com:8443";

        assertThat(RequestUris.withPath(URI.create(host + told), sent, null), is(URI.create(host + expected)));
        assertThat(
                RequestUris.withPath(URI.create(host + told + "?q=%20"), sent, "q=%20"),
                is(URI.create(host + expected + "?q=%20")));
    }

    @Test
    void sentQuery_isKeptIfItIsOne() {
        URI told = URI.create("https://api.example.com/d");

        assertThat(RequestUris.withPath(told, "/d;x=1", "q=1"), is(URI.create("https://api.example.com/d;x=1?q=1")));
        assertThat(RequestUris.withPath(told, "/d;x=1", "q=a|b"), is(URI.create("https://api.example.com/d;x=1")));
    }

    /** Tells paths as Quarkus REST does: decoded ones only. */
    private static UriInfo onlyDecoded(String base, String absolute) {
        return (UriInfo) Proxy.newProxyInstance(
                UriInfo.class.getClassLoader(), new Class<?>[] {UriInfo.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "getBaseUri" -> URI.create(base);
                        case "getAbsolutePath" -> URI.create(absolute);
                        default -> throw new IllegalArgumentException("We do not support non-decoded parameters");
                    };
                });
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/, https://api.example.com/caf%C3%A9, caf%C3%A9",
        "https://api.example.com/v1/, https://api.example.com/v1/a/b, a/b",
        "https://api.example.com/v1/, https://api.example.com/v2/a, /v2/a"
    })
    void pathBelowTheBase_isThatOfTheUri(String base, String absolute, String path) {
        assertThat(RequestUris.pathBelowBase(onlyDecoded(base, absolute)), is(path));
    }
}
