package org.resourceprotector.challenge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A challenge as somebody reads it who knows nothing but RFC 9110: strictly, and without a line of the code that wrote it.
 * Whatever the grammar does not allow is an error.
 */
record ParsedChallenge(String scheme, Map<String, String> parameters) {

    static List<ParsedChallenge> parse(String line) {
        return new Reader(line).challenges();
    }

    /** Reads {@code challenge = auth-scheme 1*SP auth-param *( OWS "," OWS auth-param )}, quoted-strings only. */
    private static final class Reader {

        private final String line;
        private int at;

        Reader(String line) {
            this.line = line;
        }

        List<ParsedChallenge> challenges() {
            List<ParsedChallenge> challenges = new ArrayList<>();
            do {
                challenges.add(challenge());
            } while (at < line.length());
            return challenges;
        }

        private ParsedChallenge challenge() {
            String scheme = token();
            expect(' ');
            Map<String, String> parameters = new LinkedHashMap<>();
            do {
                String name = token().toLowerCase(Locale.ROOT);
                expect('=');
                if (parameters.put(name, quotedString()) != null) {
                    throw error("the parameter " + name + " twice");
                }
            } while (anotherParameter());
            return new ParsedChallenge(scheme, parameters);
        }

        /** After a comma comes a parameter, if a name is followed by an equals sign, or another challenge. */
        private boolean anotherParameter() {
            if (at == line.length()) {
                return false;
            }
            expect(',');
            expect(' ');
            int start = at;
            token();
            boolean parameter = at < line.length() && line.charAt(at) == '=';
            at = start;
            return parameter;
        }

        private String token() {
            int start = at;
            while (at < line.length() && isTokenCharacter(line.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw error("no token");
            }
            return line.substring(start, at);
        }

        private String quotedString() {
            expect('"');
            StringBuilder value = new StringBuilder();
            while (next() != '"') {
                char c = line.charAt(at++);
                if (c == '\\') {
                    c = next();
                    at++;
                }
                if (c < ' ' || c > '~') {
                    throw error("a character that no header of ours holds");
                }
                value.append(c);
            }
            at++;
            return value.toString();
        }

        private char next() {
            if (at >= line.length()) {
                throw error("the end");
            }
            return line.charAt(at);
        }

        private void expect(char c) {
            if (next() != c) {
                throw error("no " + c);
            }
            at++;
        }

        private static boolean isTokenCharacter(char c) {
            return (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }

        private AssertionError error(String what) {
            return new AssertionError(what + " at " + at + " of " + line);
        }
    }
}
