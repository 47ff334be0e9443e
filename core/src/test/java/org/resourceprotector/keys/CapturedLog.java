package org.resourceprotector.keys;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged about the key sources of one server while it is open: level, blank, message. */
public final class CapturedLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(RemoteKeySource.class.getName());
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    private final String server;

    public CapturedLog(String server) {
        this.server = server;
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    public List<String> lines() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream()
                .map(line -> line.getLevel() + " " + formatter.formatMessage(line))
                .filter(line -> line.contains(server))
                .toList();
    }

    public List<String> warnings() {
        return lines().stream()
                .filter(line -> line.startsWith(Level.WARNING.getName()))
                .toList();
    }

    public boolean hasNoThrowable() {
        return records.stream().allMatch(line -> line.getThrown() == null);
    }

    @Override
    public void publish(LogRecord line) {
        records.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
