package org.resourceprotector.load.soak;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.resourceprotector.load.soak.Kind.Plan;
import org.resourceprotector.testkit.TestIssuer;

/** Visits with JWTs, and with what is no token. Thread-safe. */
final class JwtKinds {

    private static final String ANY = "orders/owner";
    private static final String SCOPE = "orders";
    private static final int SIGNATURE = 256;
    private static final int HUGE = 20_000;
    private static final Expected REFUSED = Expected.oneOf(401, 503);

    private final Tokens tokens;
    private final TestIssuer rogue;
    private final String rogueToken;

    final Kind known = Kind.good("JWT that was seen before", 30, (node, random) -> good(tokens().jwt(random)));
    final Kind unseen = Kind.good("JWT that is new", 10, (node, random) -> good(tokens().unseen()));
    final Kind forged = Kind.hostile(
            "JWT, forged signature",
            4,
            (node, random) -> bad(random, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}"));
    final Kind unknownKid = Kind.hostile(
            "JWT, unknown kid",
            1,
            (node, random) ->
                    bad(random, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + UUID.randomUUID() + "\"}"));
    final Kind withoutKid =
            Kind.hostile("JWT, no kid", 2, (node, random) -> bad(random, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}"));
    final Kind none =
            Kind.hostile("JWT, alg none", 2, (node, random) -> bad(random, "{\"alg\":\"none\",\"typ\":\"at+jwt\"}"));
    final Kind expired = Kind.hostile(
            "JWT, expired",
            2,
            (node, random) ->
                    Plan.bearer(ANY, tokens().with(token -> token.expired()).value(), REFUSED));
    final Kind foreign = Kind.hostile(
            "JWT, foreign issuer",
            2,
            (node, random) -> Plan.bearer(
                    ANY,
                    tokens().with(token -> token.issuer("https://" + UUID.randomUUID() + ".example"))
                            .value(),
                    REFUSED));
    final Kind malformed = Kind.hostile(
            "malformed credentials",
            2,
            (node, random) -> new Plan(
                    ANY,
                    List.of(
                            "Authorization",
                            List.of("Bearer", "Bearer a b", "Bearer \"a\"").get(random.nextInt(3))),
                    Expected.oneOf(400)));
    final Kind huge = Kind.hostile(
            "token of 20 kB",
            1,
            (node, random) -> Plan.bearer(ANY, "x".repeat(HUGE), Expected.oneOf(0, 400, 401, 413, 431)));

    JwtKinds(Tokens tokens, TestIssuer rogue) {
        this.tokens = tokens;
        this.rogue = rogue;
        this.rogueToken = Jwt.of(rogue.token(), 0).keyId();
    }

    private Tokens tokens() {
        return tokens;
    }

    private static Plan good(Jwt token) {
        return Plan.good(token.lifetime().issuedAt() % 2 == 0 ? ANY : SCOPE, token);
    }

    private Plan bad(Random random, String header) {
        Jwt good = tokens.jwt(random);
        byte[] signature = new byte[SIGNATURE];
        random.nextBytes(signature);
        signature[0] = 0; // below the modulus, so that it is worth a check
        return Plan.bearer(ANY, good.forged(String.format(header, good.keyId()), signature), REFUSED);
    }

    List<Kind> all() {
        return List.of(
                known,
                unseen,
                forged,
                unknownKid,
                withoutKid,
                none,
                expired,
                foreign,
                malformed,
                huge,
                Kind.good("JWT of the key before", 5, (node, random) -> {
                    Jwt token = tokens.ofOldKey(random);
                    return token == null || isOver(token) ? null : good(token);
                }),
                Kind.hostile("JWT of a withdrawn key", 3, (node, random) -> {
                    Jwt token = tokens.ofWithdrawnKey(random);
                    return token == null ? null : good(token);
                }),
                Kind.hostile(
                        "JWT with a key of another server",
                        3,
                        (node, random) -> Plan.bearer(
                                ANY,
                                tokens.with(token ->
                                                token.signedBy(rogue).kid(random.nextBoolean() ? rogueToken : "stolen"))
                                        .value(),
                                REFUSED)),
                Kind.hostile(
                        "JWT with one of 45 defects",
                        10,
                        (node, random) -> Plan.bearer(ANY, tokens.defect(random), Expected.oneOf(400, 401, 503))),
                Kind.hostile("JWT without the scope", 4, (node, random) -> {
                    Jwt token = tokens.withoutScope();
                    return Plan.bearer(
                            SCOPE, token.value(), Expected.goodJwt(token).but(403));
                }),
                Kind.hostile(
                        "two tokens",
                        2,
                        (node, random) -> new Plan(
                                ANY,
                                List.of(
                                        "Authorization",
                                        "Bearer " + tokens.jwt(random).value(),
                                        "Authorization",
                                        "Bearer " + tokens.jwt(random).value()),
                                Expected.oneOf(400))),
                Kind.hostile("no token", 2, (node, random) -> new Plan(ANY, List.of(), Expected.oneOf(401))),
                Kind.hostile(
                        "another scheme",
                        1,
                        (node, random) ->
                                new Plan(ANY, List.of("Authorization", "Basic YWxhZGRpbjpvcGVu"), Expected.oneOf(401))),
                Kind.good(
                        "open endpoint",
                        2,
                        (node, random) -> new Plan("orders/catalogue", List.of(), Expected.oneOf(200))));
    }

    private static boolean isOver(Jwt token) {
        return token.lifetime().expiresAt()
                < Clockwork.seconds() + Duration.ofMinutes(1).toSeconds();
    }
}
