package org.resourceprotector.example;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The users in the database. */
public final class Users {

    private final Database database;

    public Users(Database database) {
        this.database = database;
    }

    public Optional<User> find(String name) {
        return database.find("SELECT name, display_name, email FROM users WHERE name = ?", Users::read, name);
    }

    /** Reads a user out of a row, for queries that join other tables with this one. */
    public static User read(ResultSet row) throws SQLException {
        return new User(row.getString("name"), row.getString("display_name"), row.getString("email"));
    }

    void add(User user) {
        database.update(
                "INSERT INTO users (name, display_name, email) VALUES (?, ?, ?)",
                user.name(),
                user.displayName(),
                user.email());
    }
}
