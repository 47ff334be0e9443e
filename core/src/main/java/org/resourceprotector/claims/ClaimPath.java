package org.resourceprotector.claims;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.settings.Given;

/** Where a claim is: the names of the objects that it is inside of, if any, then its name. */
public record ClaimPath(List<String> names) {

    /** Copies the names. There must be at least one. */
    public ClaimPath {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a claim path needs at least one name");
        }
    }

    public static ClaimPath of(String... names) {
        return new ClaimPath(List.of(Given.each("the path of a claim", names)));
    }

    /** The value of the claim; null if it is absent, JSON null, or within what is not an object. */
    public @Nullable Object in(Map<String, @Nullable Object> claims) {
        Object value = step(claims, names);
        if (value == null && names.size() == 1 && names.get(0).indexOf('.') > 0) {
            // Many write realm_access.roles; a claim of just that name, such as a URL, comes first.
            return dotted(claims, names.get(0));
        }
        return value;
    }

    /** Follows a path with dots. A name may have dots itself; the longest that is there counts. */
    private static @Nullable Object dotted(@Nullable Object inside, String path) {
        if (!(inside instanceof Map<?, ?> object)) {
            return null;
        }
        Object whole = object.get(path);
        int dot = path.lastIndexOf('.');
        while (whole == null && dot > 0) {
            whole = object.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                    ? dotted(inner, path.substring(dot + 1))
                    : null;
            dot = path.lastIndexOf('.', dot - 1);
        }
        return whole;
    }

    private static @Nullable Object step(Map<String, @Nullable Object> claims, List<String> names) {
        Object value = claims;
        for (int i = 0; i < names.size(); i++) {
            value = value instanceof Map<?, ?> object ? object.get(names.get(i)) : null;
        }
        return value;
    }

    @Override
    public String toString() {
        return String.join("/", names);
    }
}
