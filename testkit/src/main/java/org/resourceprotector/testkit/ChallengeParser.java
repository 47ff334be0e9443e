package org.resourceprotector.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks over one {@code WWW-Authenticate} field line.
 *
 * <pre>
 * WWW-Authenticate = challenge *( OWS "," OWS challenge )
 * challenge        = auth-scheme [ 1*SP ( token68 / auth-param *( OWS "," OWS auth-param ) ) ]
 * auth-param       = token BWS "=" BWS ( token / quoted-string )
 * </pre>
 *
 * A comma ends a challenge where what follows is not {@code token BWS "="}.
 */
final class ChallengeParser {

    private static final String TCHAR_MARKS = "!#$%&'*+-.^_`|~";
    private static final String TOKEN68_MARKS = "-._~+/";

    private final String line;
    private int at;

    ChallengeParser(String line) {
        this.line = line;
    }

    List<Challenge> challenges() {
        List<Challenge> challenges = new ArrayList<>();
        do {
            challenges.add(challenge());
        } while (comma());
        if (at < line.length()) {
            throw refused("a comma or the end");
        }
        return challenges;
    }

    private Challenge challenge() {
        String scheme = token("an auth-scheme");
        int afterScheme = at;
        while (peek() == ' ') {
            at++;
        }
        if (at == afterScheme || peek() == ',') {
            at = afterScheme;
            return new Challenge(scheme, null, Map.of());
        }
        String token68 = token68();
        return token68 != null ? new Challenge(scheme, token68, Map.of()) : new Challenge(scheme, null, parameters());
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        do {
            String name = token("a parameter").toLowerCase(Locale.ROOT);
            skipWhiteSpace();
            if (peek() != '=') {
                throw refused("'=' after the parameter " + name);
            }
            at++;
            skipWhiteSpace();
            boolean quoted = peek() == '"';
            if (!quoted && name.equals("realm")) {
                throw refused("a quoted-string for realm");
            }
            String value = quoted ? quotedString() : token("a token or a quoted-string");
            if (parameters.putIfAbsent(name, value) != null) {
                throw refused("no second parameter " + name);
            }
        } while (commaBeforeParameter());
        return parameters;
    }

    /** Passes a comma and the white space around it, or stays where it is. */
    private boolean comma() {
        int before = at;
        skipWhiteSpace();
        if (peek() != ',') {
            at = before;
            return false;
        }
        at++;
        skipWhiteSpace();
        return true;
    }

    /** Passes a comma if a parameter comes after it; stays in front of it if a challenge does. */
    private boolean commaBeforeParameter() {
        int before = at;
        if (!comma()) {
            return false;
        }
        int next = at;
        while (isTokenCharacter(peek())) {
            at++;
        }
        skipWhiteSpace();
        boolean parameter = at > next && peek() == '=';
        at = parameter ? next : before;
        return parameter;
    }

    private String token(String expected) {
        int start = at;
        while (isTokenCharacter(peek())) {
            at++;
        }
        if (at == start) {
            throw refused(expected);
        }
        return line.substring(start, at);
    }

    /** Reads a token68 that fills the rest of its challenge; null, and nothing read, where there is none. */
    private @Nullable String token68() {
        int start = at;
        while (isToken68Character(peek())) {
            at++;
        }
        boolean empty = at == start;
        while (peek() == '=') {
            at++;
        }
        int end = at;
        skipWhiteSpace();
        boolean whole = !empty && (peek() == ',' || at == line.length());
        at = whole ? end : start;
        return whole ? line.substring(start, end) : null;
    }

    private String quotedString() {
        StringBuilder value = new StringBuilder();
        at++;
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
            }
            char c = peek();
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw refused("a character of a quoted-string");
            }
            value.append(c);
            at++;
        }
        at++;
        return value.toString();
    }

    private void skipWhiteSpace() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** The next character, or NUL, which the grammar has no place for, at the end. */
    private char peek() {
        return at < line.length() ? line.charAt(at) : '\0';
    }

    private static boolean isTokenCharacter(char c) {
        return isLetterOrDigit(c) || (c != '\0' && TCHAR_MARKS.indexOf(c) >= 0);
    }

    private static boolean isToken68Character(char c) {
        return isLetterOrDigit(c) || (c != '\0' && TOKEN68_MARKS.indexOf(c) >= 0);
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException(
                "not a list of challenges: expected " + expected + " at " + at + " in: " + line);
    }
}
