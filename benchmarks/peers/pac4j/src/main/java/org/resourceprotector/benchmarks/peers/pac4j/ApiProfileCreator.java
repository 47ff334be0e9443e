package org.resourceprotector.benchmarks.peers.pac4j;

import java.util.Optional;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.core.profile.creator.AuthenticatorProfileCreator;
import org.pac4j.jwt.profile.JwtProfile;

/** Knows nobody by a token of somebody else or for somebody else, which pac4j does not look at. Stateless, thread-safe. */
final class ApiProfileCreator extends AuthenticatorProfileCreator {

    private final String issuer;
    private final String audience;

    ApiProfileCreator(String issuer, String audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    @Override
    public Optional<UserProfile> create(Credentials credentials, WebContext context, SessionStore sessions) {
        return super.create(credentials, context, sessions)
                .filter(profile -> profile instanceof JwtProfile token
                        && issuer.equals(token.getIssuer())
                        && token.getAudience().contains(audience));
    }
}
