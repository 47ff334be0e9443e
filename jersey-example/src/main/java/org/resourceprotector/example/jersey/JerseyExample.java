package org.resourceprotector.example.jersey;

import java.time.Duration;
import java.time.Instant;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.example.Api;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Launcher;
import org.resourceprotector.example.Settings;
import org.resourceprotector.token.TokenValidator;

/** The social API on Jersey and Grizzly. Its access tokens are opaque: only the database knows what they stand for. */
public final class JerseyExample {

    private JerseyExample() {}

    public static void main(String[] arguments) throws Exception {
        Launcher.run("jersey-example", JerseyExample::start);
    }

    static Example start(Settings settings) {
        Database database = Database.open(settings);
        Tokens tokens = new Tokens(database);
        tokens.removeExpiredBefore(Instant.now().minus(Duration.ofDays(1)));

        ResourceProtector protector = ResourceProtector.with(TokenValidator.lookup(tokens::find));
        Api api = new Api(protector, token -> ((ApiToken) token).user(), database);

        return Example.start(settings, api, new IssuedTokens(tokens), database);
    }
}
