package org.resourceprotector.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.Serial;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A pool of connections to H2 or PostgreSQL. Thread-safe. */
public final class Database implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 2;

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Connects. */
    public static Database open(Settings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.jdbcUrl());
        config.setUsername(settings.jdbcUser());
        config.setPassword(settings.jdbcPassword());
        config.setConnectionTimeout(TIMEOUT_SECONDS * 1_000L);
        try {
            return new Database(new HikariDataSource(config));
        } catch (PoolInitializationException e) {
            throw new IllegalStateException("cannot open " + settings.whereDataIs(), e);
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> query(String sql, Row<T> row, @Nullable Object... values) {
        return run(sql, Statement.NO_GENERATED_KEYS, values, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet results = statement.executeQuery()) {
                while (results.next()) {
                    rows.add(row.read(results));
                }
            }
            return rows;
        });
    }

    public <T> Optional<T> find(String sql, Row<T> row, @Nullable Object... values) {
        return query(sql, row, values).stream().findFirst();
    }

    public int update(String sql, @Nullable Object... values) {
        return run(sql, Statement.NO_GENERATED_KEYS, values, PreparedStatement::executeUpdate);
    }

    /** Inserts a row into a table whose database makes up the id, and answers the id. */
    public long insert(String sql, @Nullable Object... values) {
        return run(sql, Statement.RETURN_GENERATED_KEYS, values, statement -> {
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong("id");
            }
        });
    }

    @FunctionalInterface
    private interface Execution<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, int keys, @Nullable Object[] values, Execution<T> execution) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql, keys)) {
            statement.setQueryTimeout(TIMEOUT_SECONDS);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return execution.of(statement);
        } catch (SQLException e) {
            throw new UnavailableException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** The database did not do what it was asked to, most likely because it cannot be reached. */
    public static final class UnavailableException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        UnavailableException(SQLException cause) {
            super("the database did not answer: " + cause.getMessage(), cause);
        }
    }
}
