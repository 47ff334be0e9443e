package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.LogLines;
import org.resourceprotector.token.ValidationUnavailableException;

class OperatorLogTest {

    private static final String MARKER = "m4rk3r";

    @Test
    @DisplayName("R9110-17.16-a of an exception its type, its cause and its stack are logged, but none of its words")
    void noMessageOfAnExceptionIsLogged() {
        IllegalStateException failure =
                new IllegalStateException(MARKER, new SQLException(MARKER + " is no row", MARKER, new Talkative()));
        failure.addSuppressed(new IllegalArgumentException(MARKER));
        try (LogLines log = new LogLines()) {
            OperatorLog.error("our own sentence", failure);
            assertThat(log.lines(), hasSize(1));
            String line = log.lines().get(0);
            assertThat(line, not(containsString(MARKER)));
            assertThat(
                    line,
                    allOf(
                            containsString("our own sentence"),
                            containsString("java.lang.IllegalStateException"),
                            containsString("Caused by: java.sql.SQLException"),
                            containsString("Caused by: " + Talkative.class.getName()),
                            containsString("OperatorLogTest.noMessageOfAnExceptionIsLogged")));
        }
    }

    @Test
    void anOutageIsOneLineWithTheTypesOfItsCauses() {
        ValidationUnavailableException outage =
                new ValidationUnavailableException(MARKER, new SQLException(MARKER, MARKER, new Talkative()));
        try (LogLines log = new LogLines()) {
            OperatorLog.warn("our own sentence", outage);
            assertThat(
                    log.lines(),
                    contains(containsString("our own sentence; cause: " + ValidationUnavailableException.class.getName()
                            + ", from java.sql.SQLException, from " + Talkative.class.getName())));
            assertThat(log.lines().get(0), not(containsString(MARKER)));
            assertThat(log.lines().get(0), not(containsString("\tat ")));
        }
    }

    /** Says too much in every way that it has. */
    private static final class Talkative extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return MARKER;
        }

        @Override
        public String getLocalizedMessage() {
            return MARKER;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return MARKER;
        }
    }

    @Test
    void causesThatGoInCirclesEnd() {
        IllegalStateException one = new IllegalStateException(MARKER);
        one.initCause(new IllegalStateException(MARKER, one));
        try (LogLines log = new LogLines()) {
            OperatorLog.error("our own sentence", one);
            assertThat(log.lines(), contains(not(containsString(MARKER))));
        }
    }

    @Test
    void bracesInASentenceMeanNothing() {
        try (LogLines log = new LogLines()) {
            OperatorLog.info("GET /{id} {0} %s");
            assertThat(log.lines(), contains(containsString("GET /{id} {0} %s")));
        }
    }

    @Test
    void theSameLineIsWrittenOnceASecondWithHowOftenItWasLeftOut() {
        long second = 1_000_000_000L;
        long start = 5 * second;
        assertThat(OperatorLog.due("one", start), is("one"));
        assertThat(OperatorLog.due("one", start), is(nullValue()));
        assertThat(OperatorLog.due("one", start + second - 1), is(nullValue()));
        assertThat(OperatorLog.due("one", start + second), is("one (and 2 more)"));
        assertThat(OperatorLog.due("two", start + second), is("two"));
        assertThat(OperatorLog.due("two", start + 2 * second), is("two"));
    }

    @Test
    void twoOutagesAtOnceDoNotMakeEachOtherLoud() {
        long second = 1_000_000_000L;
        long start = 100 * second;
        assertThat(OperatorLog.due("keys", start), is("keys"));
        assertThat(OperatorLog.due("introspection", start), is("introspection"));
        for (int i = 1; i <= 50; i++) {
            assertThat(OperatorLog.due("keys", start + i), is(nullValue()));
            assertThat(OperatorLog.due("introspection", start + i), is(nullValue()));
        }
        assertThat(OperatorLog.due("keys", start + second), is("keys (and 50 more)"));
        assertThat(OperatorLog.due("introspection", start + second), is("introspection (and 50 more)"));
    }

    @Test
    void linesThatAreRememberedAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            OperatorLog.due("line " + i, i);
        }
        assertThat(OperatorLog.remembered() <= 16, is(true));
    }
}
