package org.resourceprotector.benchmarks.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code WWW-Authenticate} by the grammar of RFC 9110, section 11.6.1, and knows nothing of who wrote it.
 */
final class Challenges {

    private final String text;
    private int at;

    private Challenges(String text) {
        this.text = text;
    }

    /**
     * One challenge.
     *
     * @param scheme in lower case
     * @param parameters names in lower case, values without quotes
     */
    record Challenge(String scheme, Map<String, String> parameters) {}

    /** It is not what the grammar allows. */
    static final class NotGrammatical extends Exception {

        private static final long serialVersionUID = 1L;

        NotGrammatical(String problem) {
            super(problem);
        }
    }

    /** Reads the value of a header. */
    static List<Challenge> of(String line) throws NotGrammatical {
        return new Challenges(line).read();
    }

    /** The first challenge of a scheme. */
    static Optional<Challenge> of(List<Challenge> challenges, String scheme) {
        return challenges.stream()
                .filter(one -> one.scheme().equals(scheme.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private List<Challenge> read() throws NotGrammatical {
        List<Challenge> challenges = new ArrayList<>();
        skip(" \t,");
        while (at < text.length()) {
            String scheme = token().toLowerCase(Locale.ROOT);
            Map<String, String> parameters = new LinkedHashMap<>();
            if (at < text.length() && text.charAt(at) == ' ') {
                skip(" ");
                parameters(parameters);
            }
            challenges.add(new Challenge(scheme, parameters));
            skip(" \t,");
        }
        return challenges;
    }

    private void parameters(Map<String, String> parameters) throws NotGrammatical {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            String name = token().toLowerCase(Locale.ROOT);
            skip(" \t");
            if (at >= text.length() || text.charAt(at) != '=') {
                at = start;
                return;
            }
            at++;
            skip(" \t");
            String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
            if (parameters.put(name, value) != null) {
                throw new NotGrammatical("twice the parameter " + name);
            }
            skip(" \t");
            start = at;
            if (at < text.length() && text.charAt(at) != ',') {
                throw new NotGrammatical("something behind the value of " + name);
            }
            skip(" \t,");
        }
        at = Math.max(at, start);
    }

    private String quoted() throws NotGrammatical {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            if (at < text.length()) {
                value.append(text.charAt(at));
            }
            at++;
        }
        if (at >= text.length()) {
            throw new NotGrammatical("a quoted string without an end");
        }
        at++;
        return value.toString();
    }

    private String token() throws NotGrammatical {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw new NotGrammatical("no token at " + at);
        }
        return text.substring(start, at);
    }

    private void skip(String characters) {
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
