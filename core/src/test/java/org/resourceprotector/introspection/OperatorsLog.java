package org.resourceprotector.introspection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged about one server while it is open: level, blank, message. */
final class OperatorsLog extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger(IntrospectionValidator.class.getName());
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final String server;

    OperatorsLog(IntrospectionFixture desk) {
        this.server = "Introspection at " + desk.server.endpoint() + ": ";
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    /** The lines without the name of the server. */
    List<String> lines() {
        SimpleFormatter formatter = new SimpleFormatter();
        return records.stream()
                .map(line -> line.getLevel() + " " + formatter.formatMessage(line))
                .filter(line -> line.contains(server))
                .map(line -> line.replace(server, ""))
                .toList();
    }

    boolean hasNoThrowable() {
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
