package org.resourceprotector.scope;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The scopes of a token are read leniently, but never so that one scope becomes two. */
class ScopesTest {

    @Test
    @DisplayName("R6749-3.3-a scopes are separated by blanks and keep their order and case")
    void scopesAreSeparatedByBlanks() {
        assertThat(Scopes.parse("things:write Things:Read a"), contains("things:write", "Things:Read", "a"));
    }

    @Test
    @DisplayName("R6749-3.3-c a tab, a comma, a line break or a quote separates nothing")
    void nothingElseSeparates() {
        for (char c : new char[] {'\t', '\n', '\r', ',', ';', '"', '\u00a0', '\u2003', '\u3000', '\0', '|'}) {
            String text = "a" + c + "b";
            assertThat(Scopes.parse(text), contains(text));
        }
    }

    @Test
    @DisplayName("R6749-3.3-d leading, trailing and doubled blanks create no empty scope")
    void sloppyBlanksArePassedOver() {
        assertThat(Scopes.parse("  things:read   a  "), contains("things:read", "a"));
    }

    @Test
    @DisplayName("R6749-3.3-e a missing, empty or blank scope gives no scopes")
    void nothingGivesNothing() {
        assertThat(Scopes.parse(null), is(empty()));
        assertThat(Scopes.parse(""), is(empty()));
        assertThat(Scopes.parse("   "), is(empty()));
    }

    @Test
    void aScopeThatIsNamedTwiceIsThereOnce() {
        assertThat(Scopes.parse("a b a"), contains("a", "b"));
    }

    @Test
    void theScopesCannotBeChanged() {
        Set<String> scopes = Scopes.parse("a b");
        assertThrows(UnsupportedOperationException.class, () -> scopes.add("admin"));
    }

    @Test
    @DisplayName("R6749-3.3-c a scope-token is made of the visible ASCII characters except the quote and the backslash")
    void everySingleCharacterIsJudgedByTheGrammar() {
        IntStream.rangeClosed(0, Character.MAX_VALUE).forEach(c -> {
            boolean legal = c == 0x21 || (c >= 0x23 && c <= 0x5B) || (c >= 0x5D && c <= 0x7E);
            assertThat("U+" + Integer.toHexString(c), Scopes.isScopeToken(String.valueOf((char) c)), is(legal));
            assertThat("U+" + Integer.toHexString(c), Scopes.isScopeToken("a" + (char) c + "b"), is(legal));
        });
        assertThat(Scopes.isScopeToken(""), is(false));
    }
}
