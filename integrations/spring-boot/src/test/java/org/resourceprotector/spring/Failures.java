package org.resourceprotector.spring;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** What is shown of starts that are refused. */
final class Failures {

    private Failures() {}

    /** The exception of a start that is refused. */
    private static RuntimeException failure(Supplier<Boot> starting) {
        return assertThrows(RuntimeException.class, () -> starting.get().close());
    }

    /** What Boot reports of a start that is refused. */
    static String report(Class<?> application, String... properties) {
        return report(() -> Boot.start(application, properties));
    }

    static String report(Supplier<Boot> starting) {
        FailureAnalysis analysis = new RefusedStartAnalyzer().analyze(failure(starting));
        return analysis == null ? "no report" : analysis.getDescription();
    }

    /** The whole trace of a start that is refused, as it is printed. */
    static String refusal(Class<?> application, String... properties) {
        RuntimeException failure = failure(() -> Boot.start(application, properties));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
