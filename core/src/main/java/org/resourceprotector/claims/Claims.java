package org.resourceprotector.claims;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.Rejection.Reason;

/**
 * The claims of one token, read by their registered JSON types. A claim of another type refuses the
 * token, absent ones are null or empty.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1">RFC 7519, section 4.1</a>
 */
public record Claims(Map<String, @Nullable Object> members) {

    /** The last second of the year 9999. No token is meant to be valid later. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final double NANOS = 1e9;

    private static final long MILLIS = 1_000;

    /**
     * The same claims without those of the names that are JSON null, as many servers write what
     * they do not know.
     */
    public Claims withoutNull(Set<String> names) {
        Map<String, @Nullable Object> fewer = null;
        for (String name : names) {
            if (members.get(name) == null && has(name)) {
                fewer = fewer == null ? new LinkedHashMap<>(members) : fewer;
                fewer.remove(name);
            }
        }
        return fewer == null ? this : new Claims(fewer);
    }

    /** Whether there is a claim, JSON null included. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A string; null if it is absent. Refused if it is something else. */
    public @Nullable String text(String name) throws RejectedException {
        Object value = members.get(name);
        if (value == null && !has(name)) {
            return null;
        }
        if (value instanceof String text) {
            return text;
        }
        throw invalid(name, "is no string but " + Quoted.typeOf(value));
    }

    /** A string that is not blank; null if it is absent. Refused if it is something else. */
    public @Nullable String identifier(String name) throws RejectedException {
        String text = text(name);
        if (text != null && text.isBlank()) {
            throw invalid(name, "is empty");
        }
        return text;
    }

    /**
     * A NumericDate, which is seconds since 1970, fractions allowed; null if it is absent. Refused
     * if it is not a number, negative, or after the year 9999.
     */
    public @Nullable Instant date(String name) throws RejectedException {
        Object value = members.get(name);
        if (value == null && !has(name)) {
            return null;
        }
        if (value instanceof Long seconds && seconds >= 0 && seconds <= LAST_SECOND) {
            return Instant.ofEpochSecond(seconds);
        }
        if (value instanceof Double seconds && seconds >= 0 && seconds <= LAST_SECOND) {
            long whole = seconds.longValue();
            return Instant.ofEpochSecond(whole, (long) ((seconds - whole) * NANOS));
        }
        throw invalid(name, "is no NumericDate, which is a number of seconds, but " + wrongDate(value));
    }

    private static String wrongDate(@Nullable Object value) {
        boolean isMillis = value instanceof Long number && number > LAST_SECOND && number / MILLIS <= LAST_SECOND;
        return (value instanceof Number ? String.valueOf(value) : Quoted.typeOf(value))
                + (isMillis ? ", which may be milliseconds" : "");
    }

    /** One string or an array of strings; empty if it is absent. Refused if it is another type. */
    public Set<String> textOrTexts(String name) throws RejectedException {
        return members.get(name) instanceof String text ? Set.of(text) : texts(name);
    }

    /** An array of strings; empty if it is absent. Refused if it is something else. */
    public Set<String> texts(String name) throws RejectedException {
        Object value = members.get(name);
        if (value == null && !has(name)) {
            return Set.of();
        }
        if (value instanceof List<?> array) {
            return texts(name, array);
        }
        throw invalid(name, "is no array of strings but " + Quoted.typeOf(value));
    }

    private static Set<String> texts(String name, List<?> array) throws RejectedException {
        Set<String> texts = new LinkedHashSet<>();
        for (Object element : array) {
            if (!(element instanceof String text)) {
                throw invalid(name, "is an array in which there is " + Quoted.typeOf(element) + " beside strings");
            }
            texts.add(text);
        }
        return texts.size() == 1 ? Set.of(texts.iterator().next()) : Collections.unmodifiableSet(texts);
    }

    /**
     * The scopes of the first place that has any: one string with blanks, or an array of whole
     * scopes, in which empty strings do not count. Empty if there are none, refused if they are
     * something else.
     */
    public Set<String> scopes(List<ClaimPath> places) throws RejectedException {
        for (ClaimPath place : places) {
            Object value = place.in(members);
            if (value instanceof String text) {
                return Scopes.parse(text);
            }
            if (value instanceof List<?> array) {
                return texts(
                        "scope",
                        array.stream().filter(scope -> !"".equals(scope)).toList());
            }
            if (value != null) {
                throw invalid("scope", "is neither a string nor an array");
            }
        }
        return Set.of();
    }

    /**
     * Roles, groups or entitlements, of all places together: one string with blanks, an array of
     * strings, or an array of objects with a {@code value}. Anything else grants nothing.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7643#section-4.1.2">RFC 7643, section 4.1.2</a>
     */
    public Set<String> authorities(List<ClaimPath> places) {
        Set<String> found = new LinkedHashSet<>();
        for (ClaimPath place : places) {
            Object value = place.in(members);
            if (value instanceof String text) {
                found.addAll(Scopes.parse(text));
            } else if (value instanceof List<?> array) {
                array.forEach(element -> addAuthority(found, element));
            }
        }
        return found.isEmpty() ? Set.of() : Collections.unmodifiableSet(found);
    }

    private static void addAuthority(Set<String> found, @Nullable Object element) {
        Object value = element instanceof Map<?, ?> object ? object.get("value") : element;
        if (value instanceof String name && !name.isBlank()) {
            found.add(name);
        }
    }

    /**
     * What the token is bound to; null if there is no {@code cnf}. One that is not an object, or
     * says nothing, is refused: nobody could prove that binding.
     */
    public @Nullable Confirmation confirmation() throws RejectedException {
        if (!has("cnf")) {
            return null;
        }
        if (!(members.get("cnf") instanceof Map<?, ?> object) || object.isEmpty() || object.containsValue(null)) {
            throw invalid("cnf", "is no object that says something");
        }
        @SuppressWarnings("unchecked") // names in JSON are strings, and no value is null
        Map<String, Object> confirmation = (Map<String, Object>) object;
        return new Confirmation(confirmation);
    }

    /** The rejection of a token because of a claim. */
    public static RejectedException invalid(String name, String what) {
        return new RejectedException(Reason.INVALID_CLAIM, "the claim " + name + " " + what);
    }

    @Override
    public String toString() {
        return "Claims";
    }
}
