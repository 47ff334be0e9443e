package org.resourceprotector.jwt;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.VerificationKey;

/**
 * What one validator was told, read once from its builder.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} shows no key.
 */
final class JwtPolicy {

    final String issuer;
    final Set<String> audience;
    final JwtProfile profile;
    final TokenTypes types;
    final Set<String> demanded;
    final boolean audienceFromClientId;
    final List<ClaimPath> scopes;
    final List<ClaimPath> roles;
    final Set<String> algorithms;
    final List<VerificationKey> symmetricKeys;
    final Clock clock;
    final Duration clockSkew;
    final @Nullable Provider provider;
    final @Nullable DecryptionKeys decryptionKeys;
    final boolean demandsEncryption;
    final int maxTokenLength;
    final int verifiedTokens;
    final Duration verifiedTokenLifetime;

    JwtPolicy(JwtValidator.Builder builder, String issuer) {
        this.issuer = issuer;
        this.audience = builder.audience;
        this.profile = builder.profile;
        this.types = types(builder);
        this.demanded = demanded(builder);
        this.audienceFromClientId = builder.audienceFromClientId || builder.profile.audienceFromClientId();
        this.scopes = builder.scopes.isEmpty() ? builder.profile.scopes() : List.copyOf(builder.scopes);
        this.roles = builder.roles.isEmpty() ? builder.profile.roles() : List.copyOf(builder.roles);
        this.algorithms = algorithms(builder);
        this.symmetricKeys = List.copyOf(builder.symmetricKeys);
        this.clock = builder.clock;
        this.clockSkew = builder.clockSkew;
        this.provider = builder.provider;
        this.decryptionKeys = builder.decryptionKeys;
        this.demandsEncryption = builder.decryptionKeys != null && !builder.unencrypted;
        this.maxTokenLength = builder.maxTokenLength;
        this.verifiedTokens = builder.verifiedTokens;
        this.verifiedTokenLifetime = builder.verifiedTokenLifetime;
    }

    private static TokenTypes types(JwtValidator.Builder builder) {
        TokenTypes ofProfile = builder.profile.types();
        Set<String> accepted = new HashSet<>(ofProfile.accepted());
        accepted.addAll(builder.types);
        return new TokenTypes(Set.copyOf(accepted), ofProfile.acceptsMissing() || builder.missingType);
    }

    private static Set<String> demanded(JwtValidator.Builder builder) {
        Set<String> demanded = new HashSet<>(builder.profile.demanded());
        demanded.removeAll(builder.missingClaims);
        return Set.copyOf(demanded);
    }

    private static Set<String> algorithms(JwtValidator.Builder builder) {
        Set<String> algorithms = new HashSet<>(builder.algorithms);
        if (algorithms.isEmpty() && !builder.isSymmetricOnly()) {
            algorithms.addAll(Algorithms.ASYMMETRIC);
        }
        builder.symmetricKeys.forEach(key -> algorithms.addAll(key.algorithms()));
        return Set.copyOf(algorithms);
    }

    @Override
    public String toString() {
        return "JwtValidator[issuer=" + issuer
                + ", audience=" + new TreeSet<>(audience) + (audienceFromClientId ? " or client_id" : "")
                + ", profile=" + profile
                + ", typ=" + new TreeSet<>(types.accepted()) + (types.acceptsMissing() ? " or none" : "")
                + ", required=" + new TreeSet<>(demanded)
                + ", scopes=" + scopes
                + ", roles=" + roles
                + ", algorithms=" + new TreeSet<>(algorithms)
                + ", clockSkew=" + clockSkew
                + ", provider=" + (provider == null ? "platform" : provider.getName())
                + ", encrypted=" + (decryptionKeys == null ? "never" : demandsEncryption ? "always" : "or not")
                + ", maxTokenLength=" + maxTokenLength
                + ", verifiedTokens=" + verifiedTokens + " for " + verifiedTokenLifetime + "]";
    }
}
