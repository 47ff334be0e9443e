package org.resourceprotector.testkit;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path as {@code jakarta.ws.rs.Path} writes it, in pieces: literal text, and parameters with what they must match.
 *
 * @param pieces the pieces in their order
 */
record PathTemplate(List<Piece> pieces) {

    private static final String ANY_SEGMENT = "[^/]+";

    /**
     * The less preferred one first.
     *
     * @see <a href="https://jakarta.ee/specifications/restful-ws/3.1/jakarta-restful-ws-spec-3.1.html#request_matching">Jakarta
     *     REST 3.1, section 3.7.2</a>
     */
    private static final Comparator<PathTemplate> PREFERENCE = Comparator.comparingInt(PathTemplate::literals)
            .thenComparingInt(path -> path.parameters(pattern -> true))
            .thenComparingInt(
                    path -> path.parameters(pattern -> !pattern.pattern().equals(ANY_SEGMENT)));

    /** Tried in this order as the value of a parameter. */
    private static final List<String> SAMPLES = List.of(
            "1",
            "a",
            "A",
            "12",
            "123",
            "1234",
            "abc",
            "00000000-0000-4000-8000-000000000000",
            "2026-01-01",
            "true",
            "en",
            "alice@example.com");

    /** Literal text where there is no pattern. */
    record Piece(String text, Optional<Pattern> pattern) {}

    static PathTemplate of(String template) {
        List<Piece> pieces = new ArrayList<>();
        int literal = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', literal)) {
            pieces.add(new Piece(template.substring(literal, open), Optional.empty()));
            literal = end(template, open) + 1;
            String[] parts = template.substring(open + 1, literal - 1).split(":", 2);
            String regex = parts.length == 2 ? parts[1].strip() : ANY_SEGMENT;
            pieces.add(new Piece(parts[0].strip(), Optional.of(Pattern.compile(regex))));
        }
        pieces.add(new Piece(template.substring(literal), Optional.empty()));
        return new PathTemplate(List.copyOf(pieces));
    }

    /** The brace that closes a parameter; those of its regular expression come in pairs. */
    private static int end(String template, int open) {
        int depth = 0;
        for (int at = open; at < template.length(); at++) {
            char c = template.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("a brace is not closed in the path " + template);
    }

    /** The path with the names of its parameters and without what they must match: {@code /users/{id}}. */
    String name() {
        StringBuilder name = new StringBuilder();
        for (Piece piece : pieces) {
            name.append(piece.pattern().isPresent() ? "{" + piece.text() + "}" : piece.text());
        }
        String slashed = "/" + name;
        return slashed.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
    }

    /** A path that matches; empty where a parameter needs a value that nobody gave. */
    Optional<String> fill(Map<String, String> given) {
        StringBuilder path = new StringBuilder();
        for (Piece piece : pieces) {
            Optional<String> text = piece.pattern().isEmpty() ? Optional.of(piece.text()) : value(piece, given);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            path.append(encode(text.get()));
        }
        return Optional.of(("/" + path).replaceAll("/+", "/"));
    }

    /** Whether a path may come to this one, as far as its own text tells: a runtime may prefer another. */
    boolean matches(String filled) {
        StringBuilder regex = new StringBuilder("/*");
        for (Piece piece : pieces) {
            regex.append(
                    piece.pattern().isPresent()
                            ? "(?:" + piece.pattern().orElseThrow().pattern() + ")"
                            : literal(piece.text()));
        }
        return (URI.create(filled).getPath() + "/").matches(regex + "/*");
    }

    /** Whether the specification does not prefer another one that matches the same path. */
    boolean mayBePreferredTo(PathTemplate other) {
        return PREFERENCE.compare(this, other) >= 0;
    }

    private int literals() {
        return name().replaceAll("\\{[^}]*}", "").length();
    }

    private int parameters(Predicate<Pattern> which) {
        return (int) pieces.stream()
                .filter(piece -> piece.pattern().filter(which).isPresent())
                .count();
    }

    /** What matches literal text; how many slashes there are in a row does not matter. */
    private static String literal(String text) {
        return Stream.of(text.split("/", -1)).map(Pattern::quote).collect(Collectors.joining("/+"));
    }

    private static Optional<String> value(Piece parameter, Map<String, String> given) {
        return Optional.ofNullable(given.get(parameter.text()))
                .or(() -> SAMPLES.stream()
                        .filter(parameter.pattern().orElseThrow().asMatchPredicate())
                        .findFirst());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%40", "@");
    }
}
