package org.resourceprotector.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Jackson, as strict as it can be. */
public final class StrictJackson {

    private static final int ANY = 10_000_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(ANY)
                            .maxNestingDepth(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJackson() {}

    /** The object in a text; null if it is none. */
    @SuppressWarnings("unchecked") // names in JSON are strings
    public static Map<String, Object> object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node != null && node.isObject() ? MAPPER.convertValue(node, Map.class) : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The object in bytes, in whatever encoding Jackson takes them for; null if it is none. */
    @SuppressWarnings("unchecked") // names in JSON are strings
    public static Map<String, Object> object(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node != null && node.isObject() ? MAPPER.convertValue(node, Map.class) : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The object in a base64url part of a token; null if it is none. */
    public static Map<String, Object> part(String token, int index) {
        byte[] json = java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return object(new String(json, StandardCharsets.UTF_8));
    }

    /** Whether two values of JSON are the same; numbers if they are the same double or long. */
    public static boolean same(Object ours, Object theirs) {
        if (ours instanceof Map<?, ?> a && theirs instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.keySet().stream().allMatch(name -> same(a.get(name), b.get(name)));
        }
        if (ours instanceof List<?> a && theirs instanceof List<?> b) {
            Iterator<?> other = b.iterator();
            return a.size() == b.size() && a.stream().allMatch(element -> same(element, other.next()));
        }
        if (ours instanceof Long a && theirs instanceof Number b) {
            return a == b.longValue() && a.toString().equals(b.toString());
        }
        if (ours instanceof Double a && theirs instanceof Number b) {
            return a == b.doubleValue();
        }
        return java.util.Objects.equals(ours, theirs);
    }
}
