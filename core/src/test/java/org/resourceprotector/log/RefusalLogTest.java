package org.resourceprotector.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.MovedClock;

class RefusalLogTest {

    private final MovedClock clock = new MovedClock();
    private final Lines lines = new Lines();
    private final RefusalLog log = new RefusalLog(lines, clock);

    private void refused(String detail) {
        log.refused("WRONG_ISSUER", detail, () -> ", GET /a", true);
    }

    @Test
    void newKind_isOneLineAtInfo() {
        refused("iss is \"a\", configured: b");
        refused("iss is \"c\", configured: b");
        refused("iss is \"c\\\" d\", configured: b");

        assertThat(lines.written, contains("INFO refused, WRONG_ISSUER, GET /a: iss is \"a\", configured: b"));
    }

    @Test
    void sameKindLater_tellsHowManyWereLeftOut() {
        refused("expired 41 s ago");
        clock.move(Duration.ofMillis(9_999));
        refused("expired 42 s ago");
        clock.move(Duration.ofMillis(1));
        refused("expired 43 s ago");

        assertThat(
                lines.written,
                contains(
                        "INFO refused, WRONG_ISSUER, GET /a: expired 41 s ago",
                        "INFO refused, WRONG_ISSUER, GET /a: expired 43 s ago (and 1 more)"));
    }

    @Test
    void otherReasonOrSentence_isAnotherKind() {
        refused("a");
        refused("b");
        log.refused("EXPIRED", "b", () -> "", true);

        assertThat(lines.written, hasSize(3));
    }

    @Test
    void everydayRefusal_isNotForInfo() {
        log.refused("MISSING", "there is none", () -> "", false);

        assertThat(lines.written, is(empty()));
    }

    @Test
    void debug_hasEachRefusal() {
        lines.least = System.Logger.Level.DEBUG;
        log.refused("MISSING", "one", () -> ", GET /a", false);
        log.refused("MISSING", "one", () -> ", GET /b", false);

        assertThat(
                lines.written, contains("DEBUG refused, MISSING, GET /a: one", "DEBUG refused, MISSING, GET /b: one"));
    }

    @Test
    void debug_isBoundedToo() {
        lines.least = System.Logger.Level.DEBUG;
        for (int i = 0; i < 1000; i++) {
            log.refused("MISSING", "one", () -> "", false);
        }
        assertThat(lines.written, hasSize(RefusalLog.MAX_DEBUG_PER_SECOND));

        clock.move(Duration.ofSeconds(1));
        log.refused("MISSING", "one", () -> "", false);
        assertThat(
                lines.written.get(RefusalLog.MAX_DEBUG_PER_SECOND), is("DEBUG refused, MISSING: one (and 950 more)"));
    }

    @Test
    void whateverStrangersSend_kindsAreBounded() {
        for (int i = 0; i < 10_000; i++) {
            refused("x".repeat(i % 1000) + "y");
        }
        assertThat(lines.written, hasSize(RefusalLog.MAX_KINDS + 1));
    }

    @Test
    void listsOfAnyLength_areOneKind() {
        assertThat(RefusalLog.kind("aud has \"a\", \"b\"; x"), is(RefusalLog.kind("aud has \"\\\\\"; x")));
        assertThat(RefusalLog.kind("an open \"quotation"), is(RefusalLog.kind("an open \"end\\")));
    }

    @Test
    void arraysOfWhateverIsInThem_areOneKind() {
        String kind = RefusalLog.kind("x is " + Quoted.of(List.of()) + "; y");
        for (Object first : new Object[] {true, 1.5e300, "]", "\"]", List.of(1), Map.of(), "x".repeat(500)}) {
            List<Object> array = new ArrayList<>(List.of(first, false, -1, "b"));
            array.add(null);
            assertThat(RefusalLog.kind("x is " + Quoted.of(array) + "; y"), is(kind));
        }
        assertThat(kind, is(" x is []; y"));
        assertThat(RefusalLog.kind("an open [\"a"), is(" an open []"));
    }

    @Test
    void lineOfAnApplication_staysOneLine() {
        refused("a\nINFO b");

        assertThat(lines.written, contains("INFO refused, WRONG_ISSUER, GET /a: a INFO b"));
    }

    @ParameterizedTest
    @ValueSource(chars = {'\r', '\t', '\u001b', '\u0085', '\u009b', '\u2028', '\u2029'})
    void lineOfAnApplication_controlsNoViewer(char control) {
        refused("a" + control + control + "b");

        assertThat(lines.written, contains("INFO refused, WRONG_ISSUER, GET /a: a b"));
    }

    @Test
    void offLog_asksForNothing() {
        lines.least = System.Logger.Level.OFF;
        log.refused(
                "MISSING",
                "one",
                () -> {
                    throw new AssertionError();
                },
                true);

        assertThat(lines.written, is(empty()));
    }

    /** Keeps what is written. */
    private static final class Lines implements System.Logger {

        private final List<String> written = new ArrayList<>();
        private System.Logger.Level least = System.Logger.Level.INFO;

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= least.getSeverity();
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable cause) {
            written.add(level + " " + text);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
            written.add(level + " " + format);
        }
    }
}
