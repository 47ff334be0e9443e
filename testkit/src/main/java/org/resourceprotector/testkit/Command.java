package org.resourceprotector.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jwt.JwtExplanation;
import org.resourceprotector.jwt.JwtProfile;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;

/**
 * The command {@code resource-protector explain}: why a JWT would be accepted or refused by a validator with some settings.
 * Prints every check with what was expected and found, and the setting that would change it; never the token.
 *
 * <p>Ends with 0 if the token is accepted, 1 if it is not, and 2 if the command line is wrong.
 *
 * @see JwtValidator#explain
 */
public final class Command {

    private static final int ACCEPTED = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;

    private static final Map<String, JwtProfile> PROFILES = Map.of(
            "RFC9068", JwtProfile.RFC9068,
            "KEYCLOAK", JwtProfile.KEYCLOAK,
            "SPRING_AUTHORIZATION_SERVER", JwtProfile.SPRING_AUTHORIZATION_SERVER,
            "AUTH0", JwtProfile.AUTH0,
            "OKTA", JwtProfile.OKTA,
            "ENTRA_ID", JwtProfile.ENTRA_ID,
            "COGNITO", JwtProfile.COGNITO,
            "GOOGLE", JwtProfile.GOOGLE,
            "LEMONLDAP_NG", JwtProfile.LEMONLDAP_NG,
            "UAA", JwtProfile.UAA);

    private static final String USAGE = """
            usage: explain TOKEN --issuer ISSUER --audience AUDIENCE... [options]
              TOKEN                    a JWT; - reads it from the standard input, where no list of processes shows it
              --issuer ISSUER          as issuer(...) of the validator
              --audience AUDIENCE      as audience(...); can be given several times
              --profile NAME           a constant of JwtProfile, for example KEYCLOAK
              --accept-typ TYPE        as acceptTyp(...)
              --accept-missing-typ     as acceptMissingTyp()
              --accept-nonce           as acceptNonce()
              --accept-zip-none        as acceptZipNone()
              --accept-missing CLAIM   as acceptMissingClaims(...); can be given several times
              --algorithm NAME         as algorithms(...); can be given several times
              --clock-skew SECONDS     as clockSkew(...)
              --jwks-uri URI           where the keys are, instead of what the metadata of the issuer says
              --jwks FILE              a file with a JWK set, so that nobody is asked for the keys
              --at INSTANT             what time it is, for example 2026-11-28T12:00:00Z
              --insecure-loopback-http as insecureLoopbackHttp(), allows plain http to this machine""";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream problems;

    /**
     * The command with streams of one's choice.
     *
     * @param in where the token is read from if it is given as {@code -}
     * @param out where the explanation is printed
     * @param problems where is printed what is wrong with the command line
     */
    Command(InputStream in, PrintStream out, PrintStream problems) {
        this.in = in;
        this.out = out;
        this.problems = problems;
    }

    /**
     * Runs the command and ends the JVM.
     *
     * @param arguments {@code explain}, a token and options; none of them for the usage
     */
    public static void main(String... arguments) {
        System.exit(new Command(System.in, System.out, System.err).run(arguments));
    }

    int run(String... arguments) {
        try {
            JwtExplanation explanation = explanation(List.of(arguments));
            out.print(explanation);
            out.flush();
            return explanation.accepted() ? ACCEPTED : REFUSED;
        } catch (IllegalArgumentException | IllegalStateException | IOException e) {
            // What the library says to call is an option here.
            problems.println(
                    String.valueOf(e.getMessage()).replace("insecureLoopbackHttp()", "--insecure-loopback-http"));
            problems.println(USAGE);
            return WRONG_USAGE;
        }
    }

    private JwtExplanation explanation(List<String> arguments) throws IOException {
        if (arguments.size() < 2 || !arguments.get(0).equals("explain")) {
            throw new IllegalArgumentException("explain, a token and options are needed");
        }
        Settings settings = new Settings();
        Iterator<String> rest = arguments.subList(2, arguments.size()).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!settings.isFlag(option)) {
                if (!option.startsWith("--") || !rest.hasNext()) {
                    // whatever it is: it may be a token at the wrong place, and is not repeated
                    throw new IllegalArgumentException("not an option, or one without its value");
                }
                settings.set(option, rest.next());
            }
        }
        String token = arguments.get(1);
        try (JwtValidator validator = settings.validator()) {
            return validator.explain(token.equals("-") ? read() : token.strip());
        } finally {
            settings.close();
        }
    }

    private String read() throws IOException {
        String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    /** What the command line says. */
    private static final class Settings {

        private final JwtValidator.Builder validator = JwtValidator.builder();
        private final List<String> audience = new ArrayList<>();
        private final List<String> algorithms = new ArrayList<>();
        private @Nullable String issuer;
        private @Nullable URI jwksUri;
        private @Nullable Path jwks;
        private @Nullable RemoteKeySource keys;
        private boolean loopbackHttp;

        boolean isFlag(String option) {
            switch (option) {
                case "--accept-missing-typ" -> validator.acceptMissingTyp();
                case "--accept-nonce" -> validator.acceptNonce();
                case "--accept-zip-none" -> validator.acceptZipNone();
                case "--insecure-loopback-http" -> loopbackHttp = true;
                default -> {
                    return false;
                }
            }
            return true;
        }

        void set(String option, String value) {
            switch (option) {
                case "--issuer" -> issuer = value;
                case "--audience" -> audience.add(value);
                case "--profile" -> validator.profile(profile(value));
                case "--accept-typ" -> validator.acceptTyp(value);
                case "--accept-missing" -> validator.acceptMissingClaims(value);
                case "--algorithm" -> algorithms.add(value);
                case "--clock-skew" -> validator.clockSkew(Duration.ofSeconds(Long.parseLong(value)));
                case "--jwks-uri" -> jwksUri = URI.create(value);
                case "--jwks" -> jwks = Path.of(value);
                case "--at" -> validator.clock(Clock.fixed(instant(value), ZoneOffset.UTC));
                default -> throw new IllegalArgumentException("not an option: " + option);
            }
        }

        private static Instant instant(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("not an instant, as 2026-11-28T12:00:00Z is: " + value, e);
            }
        }

        private static JwtProfile profile(String name) {
            JwtProfile profile = PROFILES.get(name);
            if (profile == null) {
                throw new IllegalArgumentException("not one of " + PROFILES.keySet() + ": " + name);
            }
            return profile;
        }

        JwtValidator validator() throws IOException {
            if (issuer == null || audience.isEmpty()) {
                throw new IllegalArgumentException("--issuer and --audience are needed");
            }
            if (!algorithms.isEmpty()) {
                validator.algorithms(algorithms.toArray(String[]::new));
            }
            return validator
                    .issuer(issuer)
                    .audience(audience.toArray(String[]::new))
                    .keys(keys(issuer))
                    .build();
        }

        private KeySource keys(String identifier) throws IOException {
            if (jwks != null) {
                return KeySource.jwkSet(Files.readString(jwks));
            }
            RemoteKeySource.Builder builder = RemoteKeySource.builder();
            if (jwksUri == null) {
                builder.issuer(identifier);
            } else {
                builder.jwksUri(jwksUri);
            }
            keys = (loopbackHttp ? builder.insecureLoopbackHttp() : builder).build();
            return Objects.requireNonNull(keys);
        }

        void close() {
            if (keys != null) {
                keys.close();
            }
        }
    }
}
