package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.HttpReplies;

class CacheControlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=300|300",
                "public, MAX-AGE=300 , must-revalidate|300",
                "max-age=\"300\"|300",
                "max-age=0|0",
                "no-store|0",
                "max-age=300, no-cache|0",
                "max-age=300, max-age=60|60",
                "max-age=9999999999|9999999999",
            })
    void secondsThatTheServerSays(String header, long seconds) {
        assertThat(lifetime(Map.of("Cache-Control", List.of(header))), is(OptionalLong.of(seconds)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "public",
                "max-age",
                "max-age=",
                "max-age=x",
                "max-age=-1",
                "max-age=1.5",
                "s-maxage=5",
                "max-age=99999999999999999999"
            })
    void whatCannotBeUnderstoodSaysNothing(String header) {
        assertThat(lifetime(Map.of("Cache-Control", List.of(header))), is(OptionalLong.empty()));
    }

    @Test
    void timeInACacheIsTakenOff() {
        Map<String, List<String>> headers = Map.of("Cache-Control", List.of("max-age=300"), "Age", List.of("100"));

        assertThat(lifetime(headers), is(OptionalLong.of(200)));
    }

    @Test
    void timeInACacheBeyondTheLifetimeLeavesNothing() {
        Map<String, List<String>> headers = Map.of("Cache-Control", List.of("max-age=300"), "Age", List.of("1000"));

        assertThat(lifetime(headers), is(OptionalLong.of(0)));
    }

    @Test
    void severalHeadersAreReadTogether() {
        assertThat(lifetime(Map.of("Cache-Control", List.of("max-age=300", "max-age=20"))), is(OptionalLong.of(20)));
        assertThat(lifetime(Map.of()), is(OptionalLong.empty()));
    }

    private static OptionalLong lifetime(Map<String, List<String>> headers) {
        return CacheControl.seconds(HttpReplies.ok(HttpHeaders.of(headers, (name, value) -> true)));
    }
}
