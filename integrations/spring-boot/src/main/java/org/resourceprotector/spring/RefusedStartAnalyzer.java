package org.resourceprotector.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Boot show why an application must not start, in the place of a stack trace. Stateless, thread-safe. */
final class RefusedStartAnalyzer extends AbstractFailureAnalyzer<RefusedStartException> {

    RefusedStartAnalyzer() {}

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RefusedStartException cause) {
        return new FailureAnalysis(cause.getMessage(), null, cause);
    }
}
