package org.resourceprotector.jose;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects that everybody reads in the same way, in one pass over their bytes.
 *
 * <p>The grammar is that of RFC 8259 and nothing else: no comments, no {@code NaN}, no single
 * quotes, no byte order mark, nothing behind the object. Of what it leaves open, refused are
 * malformed UTF-8, members of the same name at any depth, half a surrogate pair, numbers beyond a
 * double or of more than {@value #MAX_NUMBER_LENGTH} characters, and a depth and length beyond the
 * caller's choice. Numbers come as {@code Long}, or as {@code Double} if they have a fraction, an
 * exponent or no room in a {@code Long}.
 *
 * <p>What it answers is unmodifiable at every depth. Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7493">RFC 7493 (I-JSON)</a>
 */
public final class StrictJson {

    /** The stack of a thread has room for this many. */
    private static final int MAX_DEPTH = 255;

    private static final int MAX_NUMBER_LENGTH = 10_000;

    /** So many decimal digits always have room in a {@code Long}. */
    private static final int SAFE_DIGITS = 18;

    private static final int END = -1;
    private static final String NO_OBJECT = "not a JSON object";

    private final byte[] json;
    private final int maxDepth;
    private int at;

    private StrictJson(byte[] json, int maxDepth) {
        this.json = json;
        this.maxDepth = Math.min(maxDepth, MAX_DEPTH);
    }

    /**
     * How much is read.
     *
     * @param length the most bytes, or characters if a string is read
     * @param depth the most objects and arrays inside each other; 1 is an object of plain values.
     *     More than {@value #MAX_DEPTH} are never read
     */
    public record Limits(int length, int depth) {}

    /**
     * The members of an object in UTF-8, in their order; values may be null. Throws if it is not
     * such an object.
     */
    public static Map<String, @Nullable Object> object(byte[] utf8, Limits limits) throws MalformedJsonException {
        if (utf8.length > limits.length()) {
            throw new MalformedJsonException("too long");
        }
        return new StrictJson(utf8, limits.depth()).onlyObject();
    }

    /** The same, from a text. */
    public static Map<String, @Nullable Object> object(String text, Limits limits) throws MalformedJsonException {
        if (text.length() > limits.length()) {
            throw new MalformedJsonException("too long");
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            return new StrictJson(utf8, limits.depth()).onlyObject();
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("half a surrogate pair");
        }
    }

    /** Writes an object. */
    public static String text(Map<String, Object> members) {
        return JSONObjectUtils.toJSONString(members);
    }

    private Map<String, @Nullable Object> onlyObject() throws MalformedJsonException {
        if (json.length > 2 && (json[0] & 0xff) == 0xef && (json[1] & 0xff) == 0xbb && (json[2] & 0xff) == 0xbf) {
            throw new MalformedJsonException("it begins with a byte order mark");
        }
        if (next() != '{') {
            throw new MalformedJsonException(NO_OBJECT);
        }
        Map<String, @Nullable Object> object = object(1);
        if (next() != END) {
            throw new MalformedJsonException(NO_OBJECT);
        }
        return object;
    }

    private @Nullable Object value(int first, int depth) throws MalformedJsonException {
        return switch (first) {
            case '"' -> string();
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    /** An object whose brace was read. */
    private Map<String, @Nullable Object> object(int depth) throws MalformedJsonException {
        requireDepth(depth);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        int next = next();
        if (next == '}') {
            return Collections.unmodifiableMap(members);
        }
        for (int count = 1; ; count++) {
            require(next == '"');
            String name = string();
            require(next() == ':');
            members.put(name, value(next(), depth + 1));
            if (members.size() < count) {
                throw new MalformedJsonException("two members of the same name");
            }
            next = next();
            if (next == '}') {
                return Collections.unmodifiableMap(members);
            }
            require(next == ',');
            next = next();
        }
    }

    /** An array whose bracket was read. */
    private List<@Nullable Object> array(int depth) throws MalformedJsonException {
        requireDepth(depth);
        ArrayList<@Nullable Object> elements = new ArrayList<>();
        int next = next();
        if (next == ']') {
            return List.of();
        }
        while (true) {
            elements.add(value(next, depth + 1));
            next = next();
            if (next == ']') {
                elements.trimToSize();
                return Collections.unmodifiableList(elements);
            }
            require(next == ',');
            next = next();
        }
    }

    /** A string whose first quote was read; most are plain ASCII. */
    private String string() throws MalformedJsonException {
        int from = at;
        while (at < json.length && isPlain(json[at])) {
            at++;
        }
        require(at < json.length);
        if (json[at] != '"') {
            return unusualString(from);
        }
        return new String(json, from, at++ - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlain(byte b) {
        return b >= ' ' && b != '"' && b != '\\';
    }

    private String unusualString(int from) throws MalformedJsonException {
        StringBuilder text = new StringBuilder();
        int rawFrom = from;
        while (true) {
            require(at < json.length);
            byte b = json[at];
            require(b < 0 || b >= ' ');
            if (b == '"' || b == '\\') {
                text.append(utf8(rawFrom, at));
                at++;
                if (b == '"') {
                    return wholeCharacters(text);
                }
                text.append(escaped());
                rawFrom = at;
            } else {
                at++;
            }
        }
    }

    private CharSequence utf8(int from, int to) throws MalformedJsonException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json, from, to - from));
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("not UTF-8");
        }
    }

    /** The character of an escape whose backslash was read. */
    private char escaped() throws MalformedJsonException {
        require(at < json.length);
        byte b = json[at++];
        return switch (b) {
            case '"', '\\', '/' -> (char) b;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw new MalformedJsonException(NO_OBJECT);
        };
    }

    private char hexadecimal() throws MalformedJsonException {
        require(json.length - at >= 4);
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = json[at] < 0 ? -1 : Character.digit((char) json[at], 16);
            require(digit >= 0);
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static String wholeCharacters(StringBuilder text) throws MalformedJsonException {
        int character;
        for (int i = 0; i < text.length(); i += Character.charCount(character)) {
            character = text.codePointAt(i);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                throw new MalformedJsonException("half a surrogate pair");
            }
        }
        return text.toString();
    }

    /** A number whose first character was read. */
    private Number number() throws MalformedJsonException {
        int from = at - 1;
        at = json[from] == '-' ? at : from;
        boolean startsWithZero = at < json.length && json[at] == '0';
        int digits = digits();
        require(digits == 1 || !startsWithZero);
        boolean integer = true;
        if (at < json.length && json[at] == '.') {
            integer = false;
            at++;
            digits();
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            integer = false;
            at++;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            digits();
        }
        if (at - from > MAX_NUMBER_LENGTH) {
            throw new MalformedJsonException("an endless number");
        }
        String text = new String(json, from, at - from, StandardCharsets.ISO_8859_1);
        return integer && (digits <= SAFE_DIGITS || hasRoom(text)) ? (Number) Long.valueOf(text) : finite(text);
    }

    /** Passes digits, of which there must be one. */
    private int digits() throws MalformedJsonException {
        int from = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        require(at > from);
        return at - from;
    }

    private static boolean hasRoom(String integer) {
        try {
            long unused = Long.parseLong(integer);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Double finite(String number) throws MalformedJsonException {
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) {
            throw new MalformedJsonException("a number beyond a double");
        }
        return value;
    }

    /** A word whose first letter was read. */
    private @Nullable Object literal(String word, @Nullable Object meaning) throws MalformedJsonException {
        for (int i = 1; i < word.length(); i++) {
            require(at < json.length && json[at++] == word.charAt(i));
        }
        return meaning;
    }

    /** Passes white space and the byte behind it, which it answers. */
    private int next() {
        while (at < json.length) {
            byte b = json[at++];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
        }
        return END;
    }

    private void requireDepth(int depth) throws MalformedJsonException {
        if (depth > maxDepth) {
            throw new MalformedJsonException("too deep");
        }
    }

    private static void require(boolean isJson) throws MalformedJsonException {
        if (!isJson) {
            throw new MalformedJsonException(NO_OBJECT);
        }
    }

    @Override
    public String toString() {
        return "StrictJson";
    }
}
