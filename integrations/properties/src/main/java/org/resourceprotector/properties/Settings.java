package org.resourceprotector.properties;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Properties below one name, and how their text is read. What it refuses it names, and never shows a value, because any of them
 * might be a secret that was written to the wrong place. Immutable, thread-safe.
 */
final class Settings {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(ms|s|m|h)", Pattern.CASE_INSENSITIVE);

    /** What is written for what must not be missing. */
    private static final Map<String, String> EXAMPLES = Map.of(
            "issuer", "https://as.example.com",
            "audience", "https://api.example.com",
            "endpoint", "https://as.example.com/introspect");

    /** What messages say to call, and the same as a property. */
    private static final Map<String, String> IN_PROPERTIES = Map.of(
            "insecureLoopbackHttp()", "insecure-loopback-http=true",
            "acceptAudienceFromClientId beside acceptAnyAudience",
                    "introspection.accept-audience-from-client-id beside accept-any-audience",
            "acceptStaleIfError without cacheFor", "introspection.accept-stale-if-error without cache-for");

    private static final String VALUE = "the value";

    private final Map<String, String> all;
    private final String prefix;

    /**
     * @param all names and values
     * @param prefix what the names begin with that are meant, with its dot
     */
    Settings(Map<String, String> all, String prefix) {
        this.all = new TreeMap<>(all);
        this.prefix = prefix;
    }

    Settings below(String name) {
        return new Settings(all, prefix + name + ".");
    }

    /** The name of a property as the operator writes it. */
    String name(String key) {
        return prefix + key;
    }

    @Nullable
    String find(String key) {
        return all.get(prefix + key);
    }

    boolean has(String key) {
        return all.containsKey(prefix + key);
    }

    String require(String key, String why) {
        String value = find(key);
        if (value == null) {
            String example = EXAMPLES.get(key);
            throw new IllegalStateException(name(key) + " is missing: " + why
                    + (example == null ? "" : "; for example " + name(key) + "=" + example));
        }
        return value;
    }

    /** The first of some properties that is set, as the operator writes it; null if none is. */
    @Nullable
    String firstOf(Iterable<String> keys) {
        for (String key : keys) {
            if (has(key)) {
                return name(key);
            }
        }
        return null;
    }

    /** Hands on a property that is set; what its taker refuses is said of the property. */
    <T> void take(String key, Function<String, T> read, Consumer<T> taker) {
        String text = find(key);
        if (text != null) {
            T value = reading(key, read, text);
            refused(key, () -> taker.accept(value));
        }
    }

    /** Whether a property is set, and this is its value. */
    <T> boolean is(String key, Function<String, T> read, T value) {
        String text = find(key);
        return text != null && reading(key, read, text).equals(value);
    }

    /** Calls what a property turns on. */
    void ifTrue(String key, Runnable on) {
        take(key, Settings::flag, isOn -> {
            if (isOn) {
                on.run();
            }
        });
    }

    private <T> T reading(String key, Function<String, T> read, String text) {
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name(key) + " is " + e.getMessage());
        }
    }

    /** Says of a property what is refused. */
    void refused(String key, Runnable action) {
        try {
            action.run();
        } catch (IllegalArgumentException | IllegalStateException e) {
            // not with its cause, whose message may have the value
            throw new IllegalStateException(name(key) + ": " + withoutValue(key, inProperties(e.getMessage())));
        }
    }

    /** Takes the value of a property, and the parts of a list, out of a message, where they are words of it. */
    private @Nullable String withoutValue(String key, @Nullable String message) {
        String value = find(key);
        if (value == null || message == null || value.equals("true")) {
            return message;
        }
        String without = without(message, value);
        for (String part : value.split("[\\s,]+", -1)) {
            without = without(without, part);
        }
        return without;
    }

    /** Numbers and durations are no secrets, and are in what is said of their bounds. */
    private static String without(String message, String secret) {
        return secret.length() < 3 || (secret.length() < 8 && Character.isDigit(secret.charAt(0)))
                ? message
                : message.replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])", VALUE);
    }

    /** What Java code would write, as the property that says the same. */
    private static @Nullable String inProperties(@Nullable String message) {
        if (message == null) {
            return null;
        }
        String said = message;
        for (Map.Entry<String, String> each : IN_PROPERTIES.entrySet()) {
            said = said.replace(each.getKey(), KnownSettings.PREFIX + each.getValue());
        }
        return said;
    }

    static String text(String value) {
        return value;
    }

    static boolean flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    static int count(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no whole number");
        }
    }

    /** Such as {@code PT30S}, {@code 30s}, {@code 500ms}. */
    static Duration duration(String value) {
        Matcher amount = AMOUNT.matcher(value);
        if (amount.matches()) {
            long number = Long.parseLong(amount.group(1));
            return switch (amount.group(2).toLowerCase(Locale.ROOT)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no duration such as 30s, 5m or PT30S");
        }
    }

    /** Where callers find a server: a scheme, a host and perhaps a port, without a slash at the end. */
    static String origin(String value) {
        try {
            URI uri = new URI(value);
            String origin = uri.getScheme() + "://" + uri.getRawAuthority();
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isWeb
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && (value + "/").startsWith(origin + "/")
                    && value.length() <= origin.length() + 1) {
                return origin;
            }
        } catch (URISyntaxException e) {
            // as any other
        }
        throw new IllegalArgumentException("no address of a server alone, such as https://api.example.com");
    }

    /** Parted by commas. */
    static String[] list(String value) {
        List<String> parts =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (parts.contains("")) {
            throw new IllegalArgumentException("a list with nothing between two commas, or at an end");
        }
        return parts.toArray(new String[0]);
    }
}
