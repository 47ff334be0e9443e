package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which spellings are one URI. */
class TargetUriTest {

    @ParameterizedTest
    @CsvSource({
        "HTTPS://RS.EXAMPLE.COM:443/api/p, https://rs.example.com/api/p",
        "https://rs.example.com:/api/p, https://rs.example.com/api/p",
        "https://rs.example.com:0443/api/p, https://rs.example.com/api/p",
        "http://rs.example.com:80/, http://rs.example.com/",
        "https://rs.example.com, https://rs.example.com/",
        "https://rs.example.com?a=1, https://rs.example.com/",
        "https://rs.example.com/%7Euser, https://rs.example.com/~user",
        "https://rs.example.com/%61b, https://rs.example.com/ab",
        "https://rs.example.com/a%2fb, https://rs.example.com/a%2Fb",
        "https://rs.example.com/api/./p, https://rs.example.com/api/p",
        "https://rs.example.com/api/x/../p, https://rs.example.com/api/p",
        "https://rs.example.com/api/%2e%2E/p, https://rs.example.com/p",
        "https://rs.example.com/../../p, https://rs.example.com/p",
        "https://rs.example.com/api/., https://rs.example.com/api/",
        "https://rs.example.com/api/x/.., https://rs.example.com/api/",
        "https://rs.example.com/a//../b, https://rs.example.com/a/b",
        "https://[2001:DB8::1]:443/p, https://[2001:db8::1]/p",
        "https://rs.example.com/p;v=1, https://rs.example.com/p;v=1",
        "https://rs.example.com/a|b, https://rs.example.com/a|b",
        "https://rs.example.com/%41%5a%61%7A%30%39%2d%2E%5f%7e, https://rs.example.com/AZaz09-._~",
        "https://rs.example.com/%40%5b%60%7b%2f%3a%00%0a, https://rs.example.com/%40%5B%60%7B%2F%3A%00%0A",
        "https://rs.example.com:65539/p, https://rs.example.com:65539/p",
        "https://rs.example.com/~!, https://rs.example.com/~!"
    })
    @DisplayName("R9449-4.3-9b spellings of one URI")
    void sameUri_isTheSame(String one, String other) {
        assertThat(TargetUri.normalized(one), is(TargetUri.normalized(other)));
        assertThat(TargetUri.normalized(other), is(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://rs.example.com/api/p/, https://rs.example.com/api/p",
        "https://rs.example.com/api/P, https://rs.example.com/api/p",
        "https://rs.example.com/api//p, https://rs.example.com/api/p",
        "https://rs.example.com/a%2Fb, https://rs.example.com/a/b",
        "https://rs.example.com/a%3Fb, https://rs.example.com/a?b",
        "https://rs.example.com/a%20b, https://rs.example.com/a+b",
        "https://rs.example.com/a%3Bb, https://rs.example.com/a;b",
        "https://rs.example.com/.p, https://rs.example.com/p",
        "https://rs.example.com/..p, https://rs.example.com/p",
        "https://rs.example.com:8443/p, https://rs.example.com/p",
        "https://rs.example.com:80/p, https://rs.example.com/p",
        "http://rs.example.com/p, https://rs.example.com/p",
        "https://rs.example.com./p, https://rs.example.com/p",
        "https://[::1]/p, https://[::2]/p"
    })
    @DisplayName("R9449-4.3-9c what only looks alike stays different")
    void otherUri_staysDifferent(String one, String other) {
        assertThat(TargetUri.normalized(one), is(not(TargetUri.normalized(other))));
        assertThat(TargetUri.normalized(one), is(not(nullValue())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "://",
                "https://",
                "https:///p",
                "https://:443/p",
                "https://rs.example.com:x/p",
                "https://rs.example.com:-1/p",
                "https://rs.example.com:123456/p",
                "https://rs.example.com:1:2/p",
                "https://a@rs.example.com/p",
                "https://@rs.example.com/p",
                "https://%72s.example.com/p",
                "https://\\rs.example.com/p",
                "https://rs%2eexample.com/p",
                "https://[::1/p",
                "https://[::1]x/p",
                "https://rs.example.com/a b",
                "https://rs.example.com/%",
                "https://rs.example.com/%4",
                "https://rs.example.com/%zz",
                "https://rs.example.com/\u00e9",
                "https://rs.example.com\\@evil.example.com/",
                "\u212attps://rs.example.com/",
                "wss://rs.example.com/p",
                " https://rs.example.com/p"
            })
    void whatIsNoHttpUri_isNothing(String uri) {
        assertThat(TargetUri.normalized(uri), is(nullValue()));
    }
}
