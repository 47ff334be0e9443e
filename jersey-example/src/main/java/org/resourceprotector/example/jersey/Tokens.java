package org.resourceprotector.example.jersey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.Social.User;
import org.resourceprotector.example.jersey.JerseyExample.ApiToken;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.ValidationUnavailableException;

/** The access tokens in the database. It holds their hashes only: who reads it can call nothing. Thread-safe. */
final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;

    Tokens(Database database) {
        this.database = database;
        database.update("""
                CREATE TABLE IF NOT EXISTS tokens (
                    hash CHAR(64) PRIMARY KEY,
                    user_name VARCHAR(255) NOT NULL REFERENCES users (name),
                    scopes VARCHAR(1000) NOT NULL,
                    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
                    revoked BOOLEAN NOT NULL)
                """);
        database.update("ALTER TABLE tokens ADD COLUMN IF NOT EXISTS jkt VARCHAR(43)");
    }

    /** What the validator calls. Expiry and revocation are for the validator to check. */
    Optional<ApiToken> find(String token) {
        try {
            return database.find("""
                    SELECT name, display_name, email, scopes, expires_at, revoked, jkt
                    FROM tokens JOIN users ON name = user_name
                    WHERE hash = ?
                    """, Tokens::read, hash(token));
        } catch (Database.UnavailableException e) {
            throw new ValidationUnavailableException("the tokens cannot be looked up", e);
        }
    }

    private static ApiToken read(ResultSet row) throws SQLException {
        return new ApiToken(
                User.read(row),
                Scopes.parse(row.getString("scopes")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("revoked"),
                confirmation(row.getString("jkt")));
    }

    private static @Nullable Confirmation confirmation(@Nullable String jkt) {
        return jkt == null ? null : new Confirmation(Map.of("jkt", jkt));
    }

    String issue(String user, String scopes, Instant expiresAt) {
        return issue(user, scopes, expiresAt, null);
    }

    /** A token that is bound to the key with a thumbprint; to none if that is null. */
    String issue(String user, String scopes, Instant expiresAt, @Nullable String jkt) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        database.update(
                "INSERT INTO tokens (hash, user_name, scopes, expires_at, revoked, jkt) VALUES (?, ?, ?, ?, FALSE, ?)",
                hash(token),
                user,
                scopes,
                expiresAt.atOffset(ZoneOffset.UTC),
                jkt);
        return token;
    }

    void revoke(String token) {
        database.update("UPDATE tokens SET revoked = TRUE WHERE hash = ?", hash(token));
    }

    void removeExpiredBefore(Instant moment) {
        database.update("DELETE FROM tokens WHERE expires_at < ?", moment.atOffset(ZoneOffset.UTC));
    }

    /** No salt and no slow hash are needed, because a token is 256 random bits and not a password. */
    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
