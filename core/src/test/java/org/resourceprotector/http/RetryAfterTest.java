package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|PT1S",
                "1|PT1S",
                "2|PT2S",
                " 90 |PT1M30S",
                "3599|PT59M59S",
                "3600|PT1H",
                "3601|PT1H",
                "999999999|PT1H",
                "Sun, 22 Nov 2026 12:01:09 GMT|PT1M9S",
                "Sun, 22 Nov 2026 12:00:00 GMT|PT1S",
                "Sun, 22 Nov 2026 11:00:00 GMT|PT1S",
                "Fri, 31 Dec 9999 23:59:59 GMT|PT1H",
            })
    void timeIsThatOfTheServerWithinBounds(String header, Duration time) {
        assertThat(RetryAfter.of(reply(header), NOW), is(time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1000000000", "-1", "+1", "1.5", "1:", "/1", "soon", "Sun, 31 Feb 2026 12:00:00 GMT"})
    void whatCannotBeUnderstoodSaysNothing(String header) {
        assertThat(RetryAfter.of(reply(header), NOW), is(nullValue()));
    }

    @Test
    void noneOrSeveralSayNothing() {
        assertThat(RetryAfter.of(reply(), NOW), is(nullValue()));
        assertThat(RetryAfter.of(reply("1", "2"), NOW), is(nullValue()));
    }

    private static HttpReply reply(String... values) {
        return HttpReplies.ok(HttpHeaders.of(Map.of("Retry-After", List.of(values)), (name, value) -> true));
    }
}
