package org.resourceprotector.example;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The posts in the database. */
final class Posts {

    private static final String SELECT = "SELECT id, author, text, shared, written_at FROM posts ";
    private static final String NEWEST_FIRST = " ORDER BY id DESC FETCH FIRST 50 ROWS ONLY";

    private final Database database;

    Posts(Database database) {
        this.database = database;
    }

    List<Post> shared() {
        return database.query(SELECT + "WHERE shared" + NEWEST_FIRST, Posts::read);
    }

    Optional<Post> shared(long id) {
        return database.find(SELECT + "WHERE shared AND id = ?", Posts::read, id);
    }

    List<Post> by(User author) {
        return database.query(SELECT + "WHERE author = ?" + NEWEST_FIRST, Posts::read, author.name());
    }

    Post write(User author, String text, boolean shared) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long id = database.insert(
                "INSERT INTO posts (author, text, shared, written_at) VALUES (?, ?, ?, ?)",
                author.name(),
                text,
                shared,
                now.atOffset(ZoneOffset.UTC));
        return new Post(id, author.name(), text, shared, now);
    }

    private static Post read(ResultSet row) throws SQLException {
        return new Post(
                row.getLong("id"),
                row.getString("author"),
                row.getString("text"),
                row.getBoolean("shared"),
                row.getObject("written_at", OffsetDateTime.class).toInstant());
    }
}
