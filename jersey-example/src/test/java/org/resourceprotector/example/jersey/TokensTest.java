package org.resourceprotector.example.jersey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.Settings;
import org.resourceprotector.example.Social;
import org.resourceprotector.example.jersey.JerseyExample.ApiToken;
import org.resourceprotector.token.ValidationUnavailableException;

class TokensTest {

    private final Instant later = Instant.now().plus(Duration.ofDays(1));

    @TempDir
    Path directory;

    private Database database;
    private Tokens tokens;

    @BeforeEach
    void open() {
        database = Database.open(new Settings("test", Map.of("DATA_DIR", directory.toString())));
        new Social(database);
        tokens = new Tokens(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void tokenCarriesItsUserAndItsScopes() {
        ApiToken token =
                tokens.find(tokens.issue("alice", "profile email", later)).orElseThrow();
        assertThat(token.user().displayName(), is("Alice Arden"));
        assertThat(token.scopes(), is(Set.of("profile", "email")));
        assertThat(token.getName(), is("alice"));
        assertThat(token.revoked(), is(false));
    }

    @Test
    void tokenOutlivesARestartAndSoDoesItsRevocation() {
        String good = tokens.issue("alice", "profile", later);
        String revoked = tokens.issue("alice", "profile", later);
        tokens.revoke(revoked);
        close();
        open();
        assertThat(tokens.find(good).orElseThrow().revoked(), is(false));
        assertThat(tokens.find(revoked).orElseThrow().revoked(), is(true));
    }

    @Test
    void databaseHoldsNoTokenThatCouldBeUsed() throws Exception {
        String token = tokens.issue("alice", "find-this-scope", later);
        close();
        String file = Files.readString(directory.resolve("test.mv.db"), StandardCharsets.ISO_8859_1);
        assertThat(file, containsString("find-this-scope"));
        assertThat(file, not(containsString(token)));
        open();
    }

    @Test
    void tokensThatExpiredLongAgoAreRemoved() {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        String old = tokens.issue("alice", "", yesterday.minusSeconds(1));
        String recent = tokens.issue("alice", "", yesterday.plusSeconds(60));
        tokens.removeExpiredBefore(yesterday);
        assertThat(tokens.find(old).isPresent(), is(false));
        assertThat(tokens.find(recent).isPresent(), is(true));
    }

    @Test
    void hashIsNotAToken() {
        tokens.issue("alice", "profile", later);
        String hash = database.query("SELECT hash FROM tokens", row -> row.getString("hash"))
                .get(0);
        assertThat(tokens.find(hash).isPresent(), is(false));
        assertThat(tokens.find("' OR '1'='1").isPresent(), is(false));
        assertThat(tokens.find("").isPresent(), is(false));
    }

    @Test
    void databaseThatIsClosed_isAnOutage() {
        String token = tokens.issue("alice", "profile", later);
        database.close();
        assertThrows(ValidationUnavailableException.class, () -> tokens.find(token));
    }
}
