package org.resourceprotector.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;

class RateLimitedLogTest {

    private static final String MARKER = "m4rk3r";

    private final Lines lines = new Lines();
    private final MovedClock clock = new MovedClock();
    private final RateLimitedLog log = new RateLimitedLog(lines, clock);

    @Test
    void sameKindWithinASecond_isWrittenOnce() {
        log.warn("one", null);
        log.warn("one", null);
        clock.move(Duration.ofMillis(999));
        log.warn("one", null);

        assertThat(lines.written, contains("WARNING one"));
    }

    @Test
    void sameKindASecondLater_tellsHowManyWereLeftOut() {
        log.warn("one", null);
        log.warn("one", null);
        log.warn("one", null);
        clock.move(Duration.ofSeconds(1));
        log.warn("one", null);
        clock.move(Duration.ofSeconds(1));
        log.warn("one", null);

        assertThat(lines.written, contains("WARNING one", "WARNING one (and 2 more)", "WARNING one"));
    }

    @Test
    void clockSetBack_writesAgain() {
        log.warn("one", null);
        clock.move(Duration.ofHours(-1));
        log.warn("one", null);

        assertThat(lines.written, hasSize(2));
    }

    @Test
    void otherKind_isWrittenAtOnce() {
        log.warn("one", null);
        log.warn("two", null);
        log.warn("one", new IllegalStateException());
        log.warn("one", new IllegalArgumentException());

        assertThat(lines.written, hasSize(4));
    }

    @Test
    void twoLogs_doNotLimitEachOther() {
        log.warn("one", null);
        new RateLimitedLog(lines, clock).warn("one", null);

        assertThat(lines.written, hasSize(2));
    }

    @Test
    void manyKindsWithinASecond_areBounded() {
        for (int i = 0; i < 10_000; i++) {
            log.warn("kind " + i, null);
        }

        assertThat(lines.written, hasSize(RateLimitedLog.MAX_KINDS + 1));
        assertThat(log.kinds(), is(lessThanOrEqualTo(RateLimitedLog.MAX_KINDS + 1)));

        clock.move(Duration.ofSeconds(1));
        log.warn("kind 10000", null);
        assertThat(lines.written.get(RateLimitedLog.MAX_KINDS + 1), is("WARNING kind 10000"));
        assertThat(log.kinds(), is(1));
    }

    @Test
    void kindsWithoutRoom_shareALineASecond() {
        for (int i = 0; i < RateLimitedLog.MAX_KINDS; i++) {
            log.warn("kind " + i, null);
        }
        clock.move(Duration.ofMillis(500));
        log.warn("more", null);
        log.warn("even more", null);
        clock.move(Duration.ofMillis(499));
        log.warn("kind 0", null);
        log.warn("even more", null);

        assertThat(lines.written, hasSize(RateLimitedLog.MAX_KINDS + 1));
        assertThat(lines.written.get(RateLimitedLog.MAX_KINDS), is("WARNING more"));
    }

    @Test
    @DisplayName("R9110-17.16-a of an exception its type, its cause and its stack are logged, but none of its words")
    void messageOfAnException_isNotLogged() {
        IllegalStateException failure =
                new IllegalStateException(MARKER, new SQLException(MARKER + " is no row", MARKER, new Talkative()));
        failure.addSuppressed(new IllegalArgumentException(MARKER));

        log.error("our own sentence", failure);

        assertThat(lines.written, contains(containsString("ERROR our own sentence")));
        assertThat(
                lines.written.get(0),
                allOf(
                        containsString("java.lang.IllegalStateException"),
                        containsString("from java.sql.SQLException"),
                        not(containsString(MARKER))));
        Throwable thrown = lines.thrown.get(0);
        assertThat(thrown.toString(), is("java.lang.IllegalStateException"));
        assertThat(thrown.getMessage(), is(nullValue()));
        assertThat(thrown.getSuppressed().length, is(0));
        assertThat(thrown.getStackTrace(), is(failure.getStackTrace()));
        assertThat(thrown.getCause().toString(), is("java.sql.SQLException"));
        assertThat(thrown.getCause().getCause().toString(), is(Talkative.class.getName()));
    }

    @Test
    void warning_namesTypesAndHasNoStack() {
        log.warn("our own sentence", new IllegalStateException(MARKER, new Talkative()));

        assertThat(
                lines.written,
                contains(endsWith("our own sentence; cause: java.lang.IllegalStateException, from "
                        + Talkative.class.getName())));
        assertThat(lines.thrown, contains(nullValue()));
    }

    @Test
    void errorsOfOneKind_areLimitedToo() {
        for (int i = 0; i < 100; i++) {
            log.error("broken", new IllegalStateException(MARKER + i));
        }

        assertThat(lines.written, hasSize(1));
    }

    @Test
    void causesInACircle_end() {
        IllegalStateException one = new IllegalStateException(MARKER);
        one.initCause(new IllegalStateException(MARKER, one));

        log.error("our own sentence", one);

        assertThat(lines.written, hasSize(1));
    }

    /** Says too much in every way that it has. */
    private static final class Talkative extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            return MARKER;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return MARKER;
        }
    }

    /** Keeps what is written. */
    private static final class Lines implements System.Logger {

        private final List<String> written = new ArrayList<>();
        private final List<@Nullable Throwable> thrown = new ArrayList<>();

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable cause) {
            written.add(level + " " + text);
            thrown.add(cause);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
            written.add(level + " " + format);
            thrown.add(null);
        }
    }
}
