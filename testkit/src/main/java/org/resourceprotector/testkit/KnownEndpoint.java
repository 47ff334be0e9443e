package org.resourceprotector.testkit;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;

/**
 * An endpoint that is to be called.
 *
 * @param method the HTTP method
 * @param path the path below the base URI
 * @param place the class and the method; empty where they are not known
 * @param media what it takes and gives, by which a runtime tells methods of one path apart
 */
record KnownEndpoint(String method, PathTemplate path, String place, Media media) {

    /**
     * Media types.
     *
     * @param consumes the type of a body; null where any will do
     * @param produces the type to ask for
     */
    record Media(@Nullable String consumes, String produces) {

        private static final String ALL = "*/*";

        static final Media ANY = new Media(null, ALL);

        /** Whether a call of the one never comes to the other. */
        private boolean isToldFrom(Media other) {
            boolean byBody = consumes != null && other.consumes != null && !consumes.equals(other.consumes);
            boolean byAnswer = !produces.equals(ALL) && !other.produces.equals(ALL) && !produces.equals(other.produces);
            return byBody || byAnswer;
        }
    }

    private static KnownEndpoint of(String method, String path, String place) {
        return new KnownEndpoint(method, PathTemplate.of(path), place, Media.ANY);
    }

    static KnownEndpoint of(ProtectedEndpoint row) {
        return of(row.method(), row.path(), row.declaredAt());
    }

    /** What a test calls it: {@code GET /users/{id}}. */
    String name() {
        return method + " " + path.name();
    }

    /** Whether the call that is made of this one may be one of the other: their methods are the same, and it matches its path. */
    boolean mayComeTo(KnownEndpoint other, Map<String, String> samples) {
        return method.equals(other.method)
                && (route().equals(other.route())
                        || path.fill(samples).filter(other.path::matches).isPresent());
    }

    /** The same, if a runtime that keeps to the specification may prefer the other, and it is another method. */
    boolean mayGiveWayTo(KnownEndpoint other, Map<String, String> samples) {
        boolean isSame = route().equals(other.route()) && methodName().equals(other.methodName());
        return !isSame
                && method.equals(other.method)
                && other.path.mayBePreferredTo(path)
                && !media.isToldFrom(other.media)
                && path.fill(samples).filter(other.path::matches).isPresent();
    }

    /** The name of the method of Java, which is the same in an interface and in what implements it. */
    private String methodName() {
        return place.substring(place.indexOf('#') + 1);
    }

    /** Its name without those of parameters, which mean nothing to a runtime. */
    private String route() {
        return name().replaceAll("\\{[^}]*}", "{}");
    }

    /** The same form of a name that a test wrote. */
    static String name(String written) {
        String[] parts = written.strip().split("\\s+", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "an endpoint is named by its method and its path, such as \"GET /health\", not: " + written);
        }
        return of(parts[0].toUpperCase(Locale.ROOT), parts[1], "").name();
    }

    @Override
    public String toString() {
        return name();
    }
}
