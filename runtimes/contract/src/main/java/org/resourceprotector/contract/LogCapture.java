package org.resourceprotector.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps all that is logged, by the library at every level and by the engine at its own, until it is closed. */
final class LogCapture extends Handler {

    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger OURS = Logger.getLogger("org.resourceprotector");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    private LogCapture() {
        setLevel(Level.ALL);
    }

    static LogCapture start() {
        LogCapture capture = new LogCapture();
        OURS.setLevel(Level.ALL);
        ROOT.addHandler(capture);
        return capture;
    }

    /** What was logged, stack traces included. */
    String text() {
        StringBuilder text = new StringBuilder();
        records.forEach(logged -> text.append(formatter.format(logged)));
        return text.toString();
    }

    /** What the library itself logged at a level or above. */
    List<LogRecord> ours(Level level) {
        return records.stream()
                .filter(logged -> logged.getLoggerName() != null
                        && logged.getLoggerName().startsWith(OURS.getName())
                        && logged.getLevel().intValue() >= level.intValue())
                .toList();
    }

    void clear() {
        records.clear();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
