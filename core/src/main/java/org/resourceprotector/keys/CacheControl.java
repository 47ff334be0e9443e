package org.resourceprotector.keys;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.resourceprotector.http.HttpReply;

/**
 * How long a server says that its answer is good for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-4.2">RFC 9111, section 4.2</a>
 */
final class CacheControl {

    private static final int MAX_DIGITS = 10;

    private CacheControl() {}

    /**
     * The seconds that are left of {@code max-age}, the smallest where there are several; 0 for {@code no-store} and
     * {@code no-cache}. Does not look at {@code Expires}.
     *
     * @return empty where the server does not say, or not so that it can be understood
     */
    static OptionalLong seconds(HttpReply answer) {
        long lifetime = Long.MAX_VALUE;
        for (String header : answer.header("Cache-Control")) {
            for (String directive : header.split(",", -1)) {
                lifetime = Math.min(lifetime, seconds(directive.strip().toLowerCase(Locale.ROOT)));
            }
        }
        return lifetime == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.max(0, lifetime - age(answer)));
    }

    private static long seconds(String directive) {
        if (directive.equals("no-store") || directive.equals("no-cache")) {
            return 0;
        }
        return directive.startsWith("max-age=")
                ? number(directive.substring("max-age=".length()).replace("\"", ""), Long.MAX_VALUE)
                : Long.MAX_VALUE;
    }

    private static long age(HttpReply answer) {
        List<String> ages = answer.header("Age");
        return ages.isEmpty() ? 0 : number(ages.get(0).strip(), 0);
    }

    private static long number(String digits, long otherwise) {
        boolean number = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(digits) : otherwise;
    }
}
