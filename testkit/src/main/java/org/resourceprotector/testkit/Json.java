package org.resourceprotector.testkit;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON objects, written and read. */
final class Json {

    private Json() {}

    static String write(Map<String, ?> members) {
        return JSONObjectUtils.toJSONString(members);
    }

    static Optional<Map<String, @Nullable Object>> read(String text) {
        try {
            return Optional.of(new LinkedHashMap<String, @Nullable Object>(JSONObjectUtils.parse(text)));
        } catch (ParseException malformed) {
            return Optional.empty();
        }
    }
}
