package org.resourceprotector.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the cases that ran on this engine. Writes one line of them, and the lines that tests add,
 * to the file that the build prints.
 *
 * <p>Thread-safe.
 */
public final class CaseCount implements TestExecutionListener {

    private static final List<String> NOTES = new CopyOnWriteArrayList<>();

    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();

    /** Starts at nought. */
    public CaseCount() {}

    /** Adds a line of its own. */
    static void note(String line) {
        NOTES.add(line);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() && result.getStatus() != Status.ABORTED) {
            ran.incrementAndGet();
        }
        if (result.getStatus() == Status.FAILED) {
            failed.incrementAndGet();
        }
        if (result.getStatus() == Status.ABORTED) {
            skipped.incrementAndGet();
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.incrementAndGet();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        String report = System.getProperty("contract.report");
        if (report == null) {
            return;
        }
        String line = String.format(
                "%s: %d cases, %d failures, %d skipped%n",
                System.getProperty("contract.engine"), ran.get(), failed.get(), skipped.get());
        StringBuilder text = new StringBuilder(line);
        NOTES.forEach(note -> text.append(note).append(System.lineSeparator()));
        try {
            Files.writeString(Path.of(report), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
