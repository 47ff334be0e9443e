package org.resourceprotector.load.soak;

import java.util.List;
import java.util.UUID;
import org.resourceprotector.load.soak.Kind.Plan;

/** Visits with opaque tokens. Thread-safe. */
final class OpaqueKinds {

    private static final String ANY = "orders/owner";
    private static final String SCOPE = "orders";
    private static final int OLD = 700;

    private final Tokens tokens;

    final Kind known = Kind.good("opaque token that was seen before", 20, (node, random) -> {
        Opaque token = tokens().opaque(random);
        return Plan.bearer(SCOPE, token.value(), Expected.goodOpaque(token));
    });
    final Kind unseen = Kind.good("opaque token that is new", 8, (node, random) -> {
        Opaque token = tokens().opaque("profile");
        return Plan.bearer(SCOPE, token.value(), Expected.goodOpaque(token));
    });
    final Kind unknown = Kind.hostile(
            "opaque token, unknown",
            6,
            (node, random) -> Plan.bearer(ANY, UUID.randomUUID().toString(), Expected.badOpaque()));

    OpaqueKinds(Tokens tokens) {
        this.tokens = tokens;
    }

    private Tokens tokens() {
        return tokens;
    }

    List<Kind> all() {
        return List.of(
                known,
                unseen,
                unknown,
                Kind.hostile("opaque token, revoked", 8, (node, random) -> {
                    Opaque token = tokens.revoked(random);
                    return token == null ? null : Plan.bearer(ANY, token.value(), Expected.goodOpaque(token));
                }),
                Kind.hostile("opaque token, expired", 2, (node, random) -> {
                    Opaque token = tokens.opaque("profile", Authority.AUDIENCE, OLD);
                    return Plan.bearer(ANY, token.value(), Expected.badOpaque());
                }),
                Kind.hostile("opaque token for another audience", 3, (node, random) -> {
                    Opaque token = tokens.opaque("profile", "https://other-api.example", 0);
                    return Plan.bearer(ANY, token.value(), Expected.badOpaque());
                }),
                Kind.hostile("opaque token without the scope", 3, (node, random) -> {
                    Opaque token = tokens.opaque("email");
                    return Plan.bearer(
                            SCOPE, token.value(), Expected.goodOpaque(token).but(403));
                }));
    }
}
