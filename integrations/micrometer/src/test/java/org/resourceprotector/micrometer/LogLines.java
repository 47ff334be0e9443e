package org.resourceprotector.micrometer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the module writes into its log at WARNING and above while this is open. */
final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.resourceprotector.micrometer");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogLines() {
        setLevel(Level.WARNING);
        logger.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        if (isLoggable(line)) {
            String text = java.text.MessageFormat.format(line.getMessage(), line.getParameters());
            lines.add(line.getThrown() == null ? text : text + "\n" + line.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
