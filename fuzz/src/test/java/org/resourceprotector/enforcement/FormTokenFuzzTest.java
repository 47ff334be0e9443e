package org.resourceprotector.enforcement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.token.PresentedToken;

/**
 * Any body as a form that may hold a token, against the rules of URL-encoded forms said once more, byte by byte; then the same
 * behind so much that only its first half is looked at, if it begins as a further parameter.
 */
class FormTokenFuzzTest {

    private static final int BOUND = 64 * 1024;
    private static final BearerMethods FORM = new BearerMethods(true, false);
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{2}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    @FuzzTest
    void a_form_is_read_by_the_rules_and_left_as_it_came(byte[] input) throws IOException {
        isRead(input);
        byte[] before = new byte[BOUND - input.length / 2];
        if (before.length > 1 && input.length > 0 && input[0] == '&') {
            Arrays.fill(before, (byte) 'x');
            before[before.length - 1] = '&';
            ByteArrayOutputStream behind = new ByteArrayOutputStream();
            behind.writeBytes(before);
            behind.writeBytes(input);
            isRead(behind.toByteArray());
        }
    }

    private static void isRead(byte[] form) throws IOException {
        List<String> read = Cost.bounded(form.length, () -> FORM.elsewhere(request(form)));
        FakeRequest request = request(form);
        FORM.elsewhere(request);
        assertArrayEquals(form, request.getEntityStream().readAllBytes(), "the method gets another body");
        List<String> expected = expected(form);
        assertEquals(expected.size(), read.size(), "parameters");
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(token(expected.get(i)), token(read.get(i)));
        }
    }

    /** No runtime is there, which would read a type from a text. */
    private static FakeRequest request(byte[] form) {
        FakeRequest request = new FakeRequest("POST", "/") {
            @Override
            public MediaType getMediaType() {
                return MediaType.APPLICATION_FORM_URLENCODED_TYPE;
            }
        };
        request.setEntityStream(new ByteArrayInputStream(form));
        return request;
    }

    /** The values of the parameter; no token where it is cut off, or not encoded by the rules. */
    private static List<String> expected(byte[] form) {
        List<String> values = new ArrayList<>();
        boolean isAscii = true;
        for (int i = 0; i < Math.min(form.length, BOUND + 1); i++) {
            isAscii &= form[i] >= 0;
        }
        for (int start = 0; start <= Math.min(form.length, BOUND); ) {
            int end = start;
            while (end < Math.min(form.length, BOUND) && form[end] != '&') {
                end++;
            }
            String pair = new String(form, start, end - start, StandardCharsets.ISO_8859_1);
            String name = pair.replaceFirst("(?s)=.*", "");
            if ("access_token".equals(decoded(name))) {
                boolean isWhole = end < BOUND || form.length <= BOUND;
                values.add(isWhole && pair.length() > name.length() ? decoded(pair.substring(name.length() + 1)) : "");
            }
            start = end + 1;
        }
        return isAscii || values.isEmpty() ? values : List.of("");
    }

    private static String decoded(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 3 > text.length()
                        || !HEX.matcher(text.substring(i + 1, i + 3)).matches()) {
                    return "";
                }
                decoded.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                decoded.append(c == '+' ? ' ' : c);
            }
        }
        return decoded.toString();
    }

    /** The token that a value is, or nothing. */
    private static String token(String value) {
        try {
            PresentedToken.bearer(value);
        } catch (IllegalArgumentException e) {
            Shown.harmless(e.getMessage(), value);
            assertEquals(false, TOKEN.matcher(value).matches(), "a token is refused");
            return "";
        }
        assertEquals(true, TOKEN.matcher(value).matches(), "what is no token is taken for one");
        return value;
    }
}
