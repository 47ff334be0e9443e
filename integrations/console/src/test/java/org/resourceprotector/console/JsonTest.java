package org.resourceprotector.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    private static String text(Map<String, Object> value) {
        return new String(Json.of(value), StandardCharsets.UTF_8);
    }

    @Test
    void values_areWrittenInOrder() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a");
        value.put("number", 7);
        value.put("long", -5_000_000_000L);
        value.put("true", true);
        value.put("at", Instant.EPOCH);
        value.put("list", List.of(List.of("b", "c"), Map.of()));
        value.put("none", null);
        value.put("empty", "");

        assertThat(text(value), is("""
                {"text":"a","number":7,"long":-5000000000,"true":true,"at":"1970-01-01T00:00:00Z",\
                "list":[["b","c"],{}]}"""));
    }

    @Test
    void everyCharacter_isReadAsWritten() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (!Character.isSurrogate((char) c)) {
                all.append((char) c);
            }
        }
        String text = all.append("\ud83d\ude00").toString();

        assertThat(
                new ObjectMapper()
                        .readTree(Json.of(Map.of("a", text)))
                        .get("a")
                        .asText()
                        .equals(text),
                is(true));
    }

    @Test
    void whatMarkupHasAMeaningFor_isEscaped() {
        assertThat(
                text(Map.of("</script>", "</script><!--\"'&\\\n\u2028\u202e")),
                is("{\"\\u003c/script\\u003e\":\"\\u003c/script\\u003e\\u003c!--\\u0022\\u0027\\u0026\\u005c\\u000a"
                        + "\\u2028\\u202e\"}"));
    }

    @Test
    void halfACharacter_isReplaced() {
        assertThat(text(Map.of("a", "\ud83d!\ude00\ud83d")), is("{\"a\":\"\\ufffd!\\ufffd\\ufffd\"}"));
    }

    @Test
    void valueOfAnotherType_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Json.of(Map.of("a", 1.5)));
    }
}
