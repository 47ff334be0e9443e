package org.resourceprotector.example.resteasy;

import org.resourceprotector.ResourceProtector;
import org.resourceprotector.example.Api;
import org.resourceprotector.example.Database;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Launcher;
import org.resourceprotector.example.Settings;
import org.resourceprotector.example.User;
import org.resourceprotector.example.Users;
import org.resourceprotector.jwt.JwtAccessToken;
import org.resourceprotector.jwt.JwtValidator;

/**
 * The social API on RESTEasy and Undertow. Its access tokens are JWTs: of the authorization server that {@code ISSUER}
 * names, or else of one for tests that is started beside the API.
 */
public final class ResteasyExample {

    private ResteasyExample() {}

    public static void main(String[] arguments) throws Exception {
        Launcher.run("resteasy-example", ResteasyExample::start);
    }

    static Example start(Settings settings) {
        if (settings.get("ISSUER").isPresent()) {
            YourServer server = YourServer.of(settings);
            Database database = Database.open(settings);
            return Example.start(settings, api(server.validator(), database), server, database);
        }
        Database database = Database.open(settings);
        OwnServer server = new OwnServer();
        return Example.start(settings, api(server.validator(), database), server, server, database);
    }

    private static Api api(JwtValidator validator, Database database) {
        Users users = new Users(database);
        return new Api(ResourceProtector.with(validator), token -> owner((JwtAccessToken) token, users), database);
    }

    /** The user that the database knows, or else what the token says of its subject. */
    private static User owner(JwtAccessToken token, Users users) {
        String name = token.getName();
        String email = token.claims().get("email") instanceof String text ? text : null;
        return users.find(name).orElseGet(() -> new User(name, name, email));
    }
}
