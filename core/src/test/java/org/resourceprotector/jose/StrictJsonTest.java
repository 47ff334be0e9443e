package org.resourceprotector.jose;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.StrictJson.Limits;

class StrictJsonTest {

    private static final Limits LIMITS = new Limits(4096, 8);

    @Test
    void plainObjectIsRead() throws Exception {
        Map<String, Object> object = StrictJson.object(
                " {\"s\":\"x\",\"n\":12,\"d\":1.5,\"b\":true,\"z\":null,\"a\":[1,{\"k\":\"v\"}]}\n", LIMITS);

        assertThat(object.keySet(), contains("s", "n", "d", "b", "z", "a"));
        assertThat(object.get("s"), is("x"));
        assertThat(object.get("n"), is(12L));
        assertThat(object.get("d"), is(1.5));
        assertThat(object.get("b"), is(true));
        assertThat(object.get("z"), is(nullValue()));
        assertThat(object.get("a"), is(List.of(1L, Map.of("k", "v"))));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7519-dup-a RJOSE-7515-4-a members of the same name are refused at every depth")
    @ValueSource(
            strings = {
                "{'a':1,'a':2}",
                "{'a':1,'\\u0061':1}",
                "{'o':{'a':1,'a':1}}",
                "{'o':[[{'a':1,'b':2,'a':null}]]}",
                "{'':1,'':2}",
                "{'o':{'a:b':1,'a:b':2}}",
                "{'x':'a:b','o':{'a':{},'a':{}}}",
            })
    void sameNameTwiceIsRefused(String json) {
        MalformedJsonException e = assertThrows(MalformedJsonException.class, () -> read(json));

        assertThat(e.getMessage(), not(containsString("a:b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{'a':{'a':1}}}",
                "{'a':[{'b':1},{'b':2}]}",
                "{'a:':':','b':'{[:,','c':'\\\\','d':'\\\":'}",
                "{'A':1,'a':2}",
                "{}",
                "{'a':{}}",
            })
    void sameNameInOtherObjectsAndColonsInStringsAreFine(String json) throws Exception {
        read(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "1",
                "'x'",
                "[]",
                "[{}]",
                "{",
                "}",
                "{'a':1",
                "{'a':1}}",
                "{'a':1}x",
                "{'a':1}{}",
                "{'a':1} //",
                "/**/{'a':1}",
                "#\n{}",
                "{a:1}",
                "{'a':1,}",
                "{,'a':1}",
                "{'a':[1,]}",
                "{'a':[1,,2]}",
                "{'a'=1}",
                "{'a'=>1}",
                "{'a':1;'b':2}",
                "{'a' 1}",
                "{'a'}",
                "{'a':}",
                "{:1}",
                "{null:1}",
                "{1:1}",
                "{'a':NaN}",
                "{'a':Infinity}",
                "{'a':-Infinity}",
                "{'a':1e400}",
                "{'a':-1e400}",
                "{'a':01}",
                "{'a':+1}",
                "{'a':.5}",
                "{'a':1.}",
                "{'a':-}",
                "{'a':1e}",
                "{'a':0x10}",
                "{'a':TRUE}",
                "{'a':Null}",
                "{'a':nul}",
                "{'a':x}",
                "{'a':'x}",
                "{'a':'\t'}",
                "{'a':'\u0000'}",
                "{'a':'\\x'}",
                "[['a',1]]",
                "[['a',{'b':1}]]",
                "{'a':'\\u00zz'}",
                "{'a':1}\u0000",
                "{'a':1\u00a0}",
                "{'a':1\f}",
                ")]}'\n{'a':1}",
                "\uFEFF{'a':1}",
                "{'a':'\\ud800'}",
                "{'a':'\\udc00\\ud800'}",
                "{'\\ud800':1}",
                "{'a':['x',{'b':'\\udfff'}]}",
                "{'a':'\\ud83d\\u0041'}",
            })
    void whatIsNoStrictObjectIsRefused(String json) {
        assertThrows(MalformedJsonException.class, () -> read(json));
    }

    @Test
    void singleQuotesAreRefused() {
        assertThrows(MalformedJsonException.class, () -> StrictJson.object("{'a':1}", LIMITS));
    }

    @Test
    void wholeSurrogatePairsAreFine() throws Exception {
        assertThat(read("{'a':'\\ud83d\\ude00','b':'\ud83d\ude00x'}"), hasEntry("a", (Object) "\ud83d\ude00"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.7-a only UTF-8 is read: no UTF-16, no byte order mark, no overlong or broken sequence")
    void onlyUtf8IsRead() throws Exception {
        assertThat(
                StrictJson.object("{\"a\":\"\u00e4\ud83d\ude00\"}".getBytes(UTF_8), LIMITS)
                        .get("a"),
                is("\u00e4\ud83d\ude00"));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object("{\"a\":1}".getBytes(UTF_16), LIMITS));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object("\uFEFF{}".getBytes(UTF_8), LIMITS));
        assertThrows(
                MalformedJsonException.class,
                () -> StrictJson.object("{\"a\":\"\u00e4\"}".getBytes(ISO_8859_1), LIMITS));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(around(0xC0, 0xAF), LIMITS));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(around(0xED, 0xA0, 0x80), LIMITS));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(around(0xF4, 0x90, 0x80, 0x80), LIMITS));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(around(0xE2, 0x82), LIMITS));
    }

    @Test
    void depthIsBounded() throws Exception {
        read("{'a':" + "[".repeat(7) + "]".repeat(7) + "}");
        read("{'a':'" + "[".repeat(50) + "'}");
        assertThrows(MalformedJsonException.class, () -> read("{'a':" + "[".repeat(8) + "]".repeat(8) + "}"));
        assertThrows(MalformedJsonException.class, () -> read("{'a':".repeat(9) + "1" + "}".repeat(9)));
        Limits wide = new Limits(10_000_000, Integer.MAX_VALUE);
        String deep = "{\"a\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}";
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(deep, wide));
    }

    @Test
    void lengthIsBounded() throws Exception {
        String json = "{\"a\":\"\u00e4\"}";
        StrictJson.object(json, new Limits(9, 1));
        StrictJson.object(json.getBytes(UTF_8), new Limits(10, 1));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(json, new Limits(8, 1)));
        assertThrows(MalformedJsonException.class, () -> StrictJson.object(json.getBytes(UTF_8), new Limits(9, 1)));
    }

    @Test
    void integersBeyondLongAreDoublesAndHugeOnesAreRefused() throws Exception {
        assertThat(read("{'a':9223372036854775807}").get("a"), is(Long.MAX_VALUE));
        assertThat(read("{'a':9223372036854775808}").get("a"), is(instanceOf(Double.class)));
        assertThrows(MalformedJsonException.class, () -> read("{'a':" + "9".repeat(400) + "}"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatIsReadCannotBeChangedAtAnyDepth() throws Exception {
        Map<String, Object> object = read("{'o':{'k':1},'a':[{'k':1}]}");
        Map<String, Object> inner = (Map<String, Object>) object.get("o");
        List<Object> array = (List<Object>) object.get("a");
        Map<String, Object> innermost = (Map<String, Object>) array.get(0);

        assertThrows(UnsupportedOperationException.class, () -> object.put("x", 1));
        assertThrows(UnsupportedOperationException.class, () -> inner.put("x", 1));
        assertThrows(UnsupportedOperationException.class, () -> array.add(1));
        assertThrows(UnsupportedOperationException.class, () -> innermost.remove("k"));
    }

    /** Double quotes are written as single ones, for the reader's eyes. */
    private static Map<String, Object> read(String json) throws MalformedJsonException {
        return StrictJson.object(json.replace('\'', '"'), LIMITS);
    }

    private static byte[] around(int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"a\":\"".getBytes(UTF_8));
        for (int b : bytes) {
            out.write(b);
        }
        out.writeBytes("\"}".getBytes(UTF_8));
        return out.toByteArray();
    }
}
