package org.resourceprotector.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Has Boot show why an application must not start, in the place of a stack trace: what this module refuses, and what the library
 * does when Jersey deploys the resources. Stateless, thread-safe.
 */
final class RefusedStartAnalyzer implements FailureAnalyzer {

    private static final String LIBRARY = "org.resourceprotector.";
    private static final int MAX_CAUSES = 100;

    RefusedStartAnalyzer() {}

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable refusal = null;
        Throwable cause = failure;
        boolean isOfABean = false;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof RefusedStartException) {
                return shown(cause);
            }
            if (cause instanceof BeanCreationException) {
                // it knows which bean, and why is further down
                isOfABean = true;
            }
            if (isOfTheLibrary(cause)) {
                refusal = cause;
            }
            cause = cause.getCause();
        }
        return refusal == null || isOfABean ? null : shown(refusal);
    }

    private static FailureAnalysis shown(Throwable refusal) {
        return new FailureAnalysis(refusal.getMessage(), null, refusal);
    }

    /** Whether the library refused it itself; what it calls may fail for any other reason. */
    private static boolean isOfTheLibrary(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return (cause instanceof IllegalStateException || cause instanceof IllegalArgumentException)
                && cause.getMessage() != null
                && trace.length > 0
                && trace[0].getClassName().startsWith(LIBRARY);
    }
}
