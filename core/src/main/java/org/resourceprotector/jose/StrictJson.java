package org.resourceprotector.jose;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects that everybody reads in the same way.
 *
 * <p>The grammar is the library's: no comments, no {@code NaN}, no single quotes, nothing behind the object, no number
 * beyond a double. Added here is what the library lets through: malformed UTF-8, a byte order mark, members of the same
 * name in an inner object, half a surrogate pair, an array of pairs or {@code null} instead of an object, and a depth and
 * length of the caller's choice. Numbers come as {@code Long}, or as {@code Double} where they have a fraction, an exponent or no room
 * in a {@code Long}.
 *
 * <p>What it answers is unmodifiable at every depth. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7493">RFC 7493 (I-JSON)</a>
 */
public final class StrictJson {

    private int members;

    private StrictJson() {}

    /**
     * How much is read.
     *
     * @param length the most bytes, or characters where a string is read
     * @param depth the most objects and arrays inside each other; 1 is an object of plain values. The library stops at
     *     255 by itself
     */
    public record Limits(int length, int depth) {}

    /**
     * Reads an object from its UTF-8 form.
     *
     * @return the members in their order; values may be null
     * @throws MalformedJsonException if it is not such an object
     */
    public static Map<String, @Nullable Object> object(byte[] utf8, Limits limits) throws MalformedJsonException {
        if (utf8.length > limits.length()) {
            throw new MalformedJsonException("too long");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return object(text, limits);
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8");
        }
    }

    /**
     * Reads an object from a text.
     *
     * @return the members in their order; values may be null
     * @throws MalformedJsonException if it is not such an object
     */
    public static Map<String, @Nullable Object> object(String text, Limits limits) throws MalformedJsonException {
        int membersWritten = scan(text, limits);
        StrictJson reading = new StrictJson();
        Map<String, @Nullable Object> object = reading.frozenObject(parse(text));
        if (reading.members != membersWritten) {
            throw new MalformedJsonException("two members of the same name");
        }
        return object;
    }

    /** Writes an object. */
    public static String text(Map<String, Object> members) {
        return JSONObjectUtils.toJSONString(members);
    }

    /** Bounds length and depth, and counts the members: one for each colon outside of strings. */
    private static int scan(String text, Limits limits) throws MalformedJsonException {
        if (text.length() > limits.length()) {
            throw new MalformedJsonException("too long");
        }
        if (text.startsWith("\uFEFF")) {
            throw new MalformedJsonException("it begins with a byte order mark");
        }
        if (!text.stripLeading().startsWith("{")) {
            throw new MalformedJsonException("not a JSON object");
        }
        int colons = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '"' -> i = endOfString(text, i);
                case '{', '[' -> {
                    if (++depth > limits.depth()) {
                        throw new MalformedJsonException("too deep");
                    }
                }
                case '}', ']' -> depth--;
                case ':' -> colons++;
                default -> {}
            }
        }
        return colons;
    }

    private static int endOfString(String text, int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    @SuppressWarnings("NullAway")
    private static Map<String, @Nullable Object> parse(String text) throws MalformedJsonException {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException | RuntimeException e) {
            throw new MalformedJsonException(
                    hasTwoOfOneName(text) ? "two members of the same name" : "not a JSON object");
        }
    }

    /** Whether two members of the outermost object have one name, as written. */
    private static boolean hasTwoOfOneName(String text) {
        Set<String> names = new HashSet<>();
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                int end = Math.min(endOfString(text, i), text.length());
                boolean isName = depth == 1 && text.startsWith(":", skipSpace(text, end + 1));
                if (isName && !names.add(text.substring(i, end))) {
                    return true;
                }
                i = end;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return false;
    }

    private static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private Map<String, @Nullable Object> frozenObject(Map<String, @Nullable Object> object)
            throws MalformedJsonException {
        members += object.size();
        for (Map.Entry<String, @Nullable Object> member : object.entrySet()) {
            requireWholeCharacters(member.getKey());
            member.setValue(frozen(member.getValue()));
        }
        return Collections.unmodifiableMap(object);
    }

    private List<@Nullable Object> frozenArray(List<@Nullable Object> array) throws MalformedJsonException {
        for (int i = 0; i < array.size(); i++) {
            array.set(i, frozen(array.get(i)));
        }
        return Collections.unmodifiableList(array);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Object frozen(@Nullable Object value) throws MalformedJsonException {
        if (value instanceof Map<?, ?> object) {
            return frozenObject((Map<String, @Nullable Object>) object);
        }
        if (value instanceof List<?> array) {
            return frozenArray((List<@Nullable Object>) array);
        }
        if (value instanceof String string) {
            requireWholeCharacters(string);
        }
        return value;
    }

    private static void requireWholeCharacters(String string) throws MalformedJsonException {
        int character;
        for (int i = 0; i < string.length(); i += Character.charCount(character)) {
            character = string.codePointAt(i);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                throw new MalformedJsonException("half a surrogate pair");
            }
        }
    }
}
