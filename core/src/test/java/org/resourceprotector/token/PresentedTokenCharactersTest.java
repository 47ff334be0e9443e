package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No validator ever sees a value that no header could carry. */
class PresentedTokenCharactersTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "-._~+/", "abc==", "0===="})
    void token68_isPresented(String value) {
        assertThat(PresentedToken.bearer(value).value(), is(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "secret,", "secret=a", "sec ret", "secret\t", "secr\u00e9t", "\ud83d\ude00"})
    void anythingElse_isRefusedAndNotShown(String value) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> PresentedToken.bearer(value));
        assertThat(refusal.getMessage(), not(containsString("secret")));
    }
}
