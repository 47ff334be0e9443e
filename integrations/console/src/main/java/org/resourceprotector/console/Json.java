package org.resourceprotector.console;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in ASCII. Whatever is not a letter, a digit or plain punctuation is escaped, what HTML has a meaning for
 * among it, so that nothing can leave its string, whoever reads the document as what. Half a character becomes U+FFFD.
 * Stateless, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class Json {

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';
    private static final char REPLACEMENT = '\ufffd';
    private static final String ESCAPED = "\"\\<>&'";

    private Json() {}

    /**
     * Writes a value.
     *
     * @param value maps, collections, texts, whole numbers, booleans and moments; a member that is null or
     *     an empty text is left out
     */
    static byte[] of(Map<String, @Nullable Object> value) {
        StringBuilder out = new StringBuilder(1024);
        append(out, value);
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            append(out, members);
        } else if (value instanceof Collection<?> elements) {
            append(out, elements);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String || value instanceof Instant) {
            append(out, value.toString());
        } else {
            throw new IllegalArgumentException("this is not written as JSON");
        }
    }

    private static void append(StringBuilder out, Map<?, ?> members) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            Object value = member.getValue();
            if (value != null && !value.equals("")) {
                out.append(separator);
                append(out, String.valueOf(member.getKey()));
                out.append(':');
                append(out, value);
                separator = ",";
            }
        }
        out.append('}');
    }

    private static void append(StringBuilder out, Collection<?> elements) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            out.append(separator);
            append(out, element);
            separator = ",";
        }
        out.append(']');
    }

    private static void append(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE && ESCAPED.indexOf(c) < 0) {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                escape(out, c);
                escape(out, text.charAt(++i));
            } else {
                escape(out, Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        out.append('"');
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xf, 16));
        }
    }
}
