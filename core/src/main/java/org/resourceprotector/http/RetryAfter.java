package org.resourceprotector.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a server wants to be asked again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section 10.2.3</a>
 */
public final class RetryAfter {

    private static final Duration MAX_TIME = Duration.ofHours(1);
    private static final int MAX_DIGITS = 9;

    private RetryAfter() {}

    /**
     * What an answer says at this moment, from a second to an hour; null if the server does not
     * say, or not so that it can be understood.
     */
    public static @Nullable Duration of(HttpReply answer, Instant now) {
        List<String> values = answer.header("Retry-After");
        if (values.size() != 1) {
            return null;
        }
        String value = values.get(0).strip();
        Duration time = isNumber(value) ? Duration.ofSeconds(Long.parseLong(value)) : until(value, now);
        return time == null ? null : within(time);
    }

    private static Duration within(Duration time) {
        if (time.compareTo(MAX_TIME) > 0) {
            return MAX_TIME;
        }
        return time.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : time;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty() && value.length() <= MAX_DIGITS && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable Duration until(String date, Instant now) {
        try {
            return Duration.between(now, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
