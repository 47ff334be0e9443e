package org.resourceprotector.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void text_cannotEndItsQuotation() {
        assertThat(Quoted.of("a\"b\\c"), is("\"a\\\"b\\\\c\""));
    }

    @Test
    void text_cannotEndTheLine() {
        assertThat(Quoted.of("a\r\nb\u0000\u202e\u00e9"), is("\"a\\u000D\\u000Ab\\u0000\\u202E\\u00E9\""));
    }

    @Test
    void longText_isCutOff() {
        assertThat(Quoted.of("a".repeat(121)), is("\"" + "a".repeat(120) + "\" and 1 characters more"));
    }

    @Test
    void escapes_countAsTheyAreWritten() {
        assertThat(Quoted.of("\n".repeat(20)), is("\"" + "\\u000A".repeat(20) + "\""));
        assertThat(Quoted.of("a" + "\n".repeat(20)), is("\"a" + "\\u000A".repeat(19) + "\" and 1 characters more"));
        assertThat(
                Quoted.listed(Collections.nCopies(1000, "\n".repeat(1_000_000))).length(), is(lessThan(2000)));
    }

    @Test
    void otherValues_areShownByWhatTheyAre() {
        assertThat(Quoted.of(null), is("null"));
        assertThat(Quoted.of(42L), is("42"));
        assertThat(Quoted.of(true), is("true"));
        assertThat(Quoted.of(Map.of("a", "b")), is("an object"));
        assertThat(Quoted.of(List.of("a", List.of("b"))), is("[\"a\", a list]"));
    }

    @Test
    void list_isCutOff() {
        assertThat(Quoted.listed(List.of()), is("nothing"));
        assertThat(Quoted.listed(List.of("a", "b")), is("\"a\", \"b\""));
        assertThat(Quoted.listed(Collections.nCopies(1000, "x".repeat(1000))).length(), is(lessThan(2000)));
    }
}
