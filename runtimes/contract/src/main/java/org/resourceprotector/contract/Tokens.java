package org.resourceprotector.contract;

import java.time.Duration;
import java.time.Instant;
import org.resourceprotector.testkit.InMemoryToken;
import org.resourceprotector.testkit.InMemoryTokens;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.TokenValidator;

/** The token store of a test class: every kind of token, good and bad, under a name that says what it is. */
final class Tokens {

    static final String PLAIN = Secrets.token("plain");
    static final String PROFILE = Secrets.token("profile");
    static final String EMAIL = Secrets.token("email");
    static final String BOTH = Secrets.token("both");
    static final String USER = Secrets.token("user");
    static final String READ = Secrets.token("read");
    static final String UNKNOWN = Secrets.token("unknown");
    static final String EXPIRED = Secrets.token("expired");
    static final String EARLY = Secrets.token("early");
    static final String REVOKED = Secrets.token("revoked");
    /** Good for ten seconds from {@link #START}. */
    static final String BRIEF = Secrets.token("brief");
    /** Carries the role {@code admin}, the group {@code staff} and the entitlement {@code print}, and no scope. */
    static final String ADMIN = Secrets.token("admin");

    static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    final MutableClock clock = MutableClock.at(START);
    final InMemoryTokens store = new InMemoryTokens();

    Tokens() {
        scoped(PLAIN, "");
        scoped(PROFILE, "profile");
        scoped(EMAIL, "email");
        scoped(BOTH, "email  profile ");
        scoped(USER, "user");
        scoped(READ, "things:read");
        store.put(EXPIRED, alice().withExpiresAt(START));
        store.put(EARLY, alice().withNotBefore(START.plusSeconds(1)));
        store.put(REVOKED, alice().withRevoked(true));
        store.put(BRIEF, alice().withExpiresAt(START.plus(Duration.ofSeconds(10))));
        store.put(ADMIN, alice().withRoles("admin", "clerk").withGroups("staff").withEntitlements("print"));
    }

    static InMemoryToken alice() {
        return of("alice");
    }

    static InMemoryToken of(String name) {
        return InMemoryToken.of(name);
    }

    Tokens scoped(String token, String scopes) {
        store.put(token, alice().withScopes(scopes));
        return this;
    }

    TokenValidator validator() {
        return store.validator(clock);
    }
}
