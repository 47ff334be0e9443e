package org.resourceprotector;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What the library writes into its log while this is open, formatted as an operator would see it. What another thread writes is
 * of a test that is over, and left out.
 */
public final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.resourceprotector");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread here = Thread.currentThread();
    private final boolean usedParents = logger.getUseParentHandlers();

    /** Starts to listen. */
    public LogLines() {
        setLevel(Level.ALL);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** Everything, with stack traces. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        if (Thread.currentThread().equals(here)) {
            lines.add(new SimpleFormatter().format(line));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(usedParents);
    }
}
