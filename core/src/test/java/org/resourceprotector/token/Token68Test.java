package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Token68Test {

    private static boolean matches(String text) {
        return Token68.matches(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "-._~+/", "abc==", "0===="})
    @DisplayName("R6750-2.1-c padding is legal at the end")
    void lettersDigitsAndMarksAreOne(String text) {
        assertThat(matches(text), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "==a", "a=b", "a b", "a,", "a\t", "\u00e9", "\u0163", "\ud83d\ude00"})
    void anythingElseIsNone(String text) {
        assertThat(matches(text), is(false));
    }

    @Test
    void everySingleCharacter() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            char character = (char) c;
            boolean legal = (c < 128 && Character.isLetterOrDigit(character)) || "-._~+/".indexOf(c) >= 0;
            assertThat("U+" + Integer.toHexString(c), matches("x" + character + "y"), is(legal));
        }
    }
}
