package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

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
}
