package org.resourceprotector.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What was logged as an error since it was made. */
final class CapturedErrors extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.resourceprotector");
    private final List<String> messages = new ArrayList<>();

    CapturedErrors() {
        logger.addHandler(this);
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().equals(Level.SEVERE)) {
            messages.add(line.getMessage());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
