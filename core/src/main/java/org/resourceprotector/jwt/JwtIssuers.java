package org.resourceprotector.jwt;

import static org.resourceprotector.settings.Bounds.within;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/**
 * Validates the JWT access tokens of many issuers, one as fast as a thousand:
 *
 * <pre>{@code
 * JwtIssuers issuers = JwtIssuers.builder()
 *         .issuer(staff)
 *         .resolve(issuer -> tenants.find(issuer).map(this::validatorOf))
 *         .build();
 * }</pre>
 *
 * <p>The {@code iss} of a token is read unverified, and only to choose the {@link JwtValidator}, which then checks
 * everything, {@code iss} included, with its own keys, audience and profile. Verified tokens of all issuers are in one
 * cache, in which one look-up finds a token.
 *
 * <p>A token of an issuer that is not known is {@link Verdict#notMine(Rejection)} as {@link Reason#WRONG_ISSUER}: nobody is
 * asked, and another validator of a chain may know it. With {@link Builder#resolve} the application is
 * asked for such issuers, which is bounded.
 *
 * <p>Issuers can be added and removed at any time. With an issuer that leaves go its remembered tokens, at once; only a
 * validation that is under way ends as if it had been there a moment longer.
 *
 * <p>Encrypted tokens are opened with the keys of the issuers that were named, of which there may be
 * {@value #MAX_DECRYPTION_KEYS} different ones; then {@code iss} is read inside. A validator that is resolved and wants
 * tokens to be encrypted needs a key of these, and leaves with the last of them.
 *
 * <p>Thread-safe. Its {@code toString()} tells numbers and no names.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.8">RFC 8725, section 3.8</a>
 */
public final class JwtIssuers implements TokenValidator, AutoCloseable {

    static final int MAX_DECRYPTION_KEYS = 4;

    private static final Duration MAX_CACHE_TIME = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_ISSUERS = 100_000;
    private static final int DEFAULT_ISSUERS = 1_000;
    private static final int DEFAULT_CACHE_SIZE = 20_000;

    private final Map<String, KnownIssuer> issuers = new ConcurrentHashMap<>();
    private final int maxIssuers;
    private final int cacheSize;
    private final @Nullable VerifiedTokenCache verified;
    private final @Nullable IssuerResolver resolver;
    private final List<IssuerTemplate> templates;
    private final boolean resolvesAny;
    private final IssuerDispatch dispatch;

    /** Changes with the issuers that were named; the lock of everything that changes. */
    private final Map<String, KnownIssuer> configured = new LinkedHashMap<>();

    private volatile ForeignIssuer foreign;
    private volatile List<DecryptionKeys> decryptionKeys;
    private volatile boolean closed;

    private JwtIssuers(Builder builder) {
        this.maxIssuers = builder.maxIssuers;
        this.cacheSize = builder.cacheSize;
        this.verified = cacheSize == 0 ? null : new VerifiedTokenCache(cacheSize, MAX_CACHE_TIME);
        this.templates = List.copyOf(builder.templates);
        this.resolvesAny = builder.byIssuer != null;
        this.resolver = builder.hasResolver()
                ? new IssuerResolver(
                        resolution(templates, builder.byIssuer), new Installation(), builder.clock, builder.patience)
                : null;
        this.foreign = ForeignIssuer.than(List.of(), resolver != null);
        this.decryptionKeys = List.of();
        this.dispatch = new IssuerDispatch(new Known(), verified);
        for (JwtValidator validator : builder.validators.values()) {
            put(validator);
        }
        refresh();
    }

    /**
     * Several issuers, with the default settings.
     *
     * @param validators a validator for each; at least one
     * @return the issuers
     * @throws IllegalArgumentException if there is none, or two are for the same issuer
     */
    public static JwtIssuers of(JwtValidator... validators) {
        if (validators.length == 0) {
            throw new IllegalArgumentException("no issuer: without one no token could ever be good");
        }
        return builder(List.of(validators)).build();
    }

    /** The templates, in their order, and then the function of the application. */
    private static Function<String, Optional<JwtValidator>> resolution(
            List<IssuerTemplate> templates, @Nullable Function<String, Optional<JwtValidator>> byIssuer) {
        return issuer -> {
            for (IssuerTemplate template : templates) {
                if (template.permits(issuer)) {
                    return Optional.of(template.byIssuer().apply(issuer));
                }
            }
            return byIssuer == null ? Optional.empty() : byIssuer.apply(issuer);
        };
    }

    private static Builder builder(List<JwtValidator> validators) {
        Builder builder = builder().maxIssuers(Math.max(DEFAULT_ISSUERS, validators.size()));
        validators.forEach(builder::issuer);
        return builder;
    }

    /** Those of a chain; empty if they must be asked one after the other. */
    static Optional<TokenValidator> joined(List<JwtValidator> validators) {
        Set<String> names = new HashSet<>();
        Set<DecryptionKeys> keys = new HashSet<>();
        int mostRemembered = 0;
        for (JwtValidator validator : validators) {
            names.add(validator.checks().issuer());
            mostRemembered = Math.max(mostRemembered, validator.checks().cacheSize());
            if (validator.checks().decryptionKeys() != null) {
                keys.add(validator.checks().decryptionKeys());
            }
        }
        boolean canBe = names.size() == validators.size()
                && keys.size() <= MAX_DECRYPTION_KEYS
                && validators.size() <= MAX_ISSUERS;
        return canBe ? Optional.of(builder(validators).cacheSize(mostRemembered).build()) : Optional.empty();
    }

    /**
     * Starts some issuers.
     *
     * @return a builder, which needs an issuer or a resolver
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Validates a token.
     *
     * @param token what the caller presented
     * @return what the validator of its issuer says, or not mine
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys of its issuer that may still
     *     be trusted, or the resolver cannot tell whether there is such an issuer
     */
    @Override
    public Verdict validate(PresentedToken token) {
        return dispatch.verdict(token);
    }

    /**
     * Adds an issuer, or replaces its validator; then what was remembered of it is forgotten.
     *
     * @param validator the validator of the issuer
     * @throws IllegalStateException if there are too many issuers that were named
     * @throws IllegalArgumentException if there are too many different keys for encrypted tokens
     */
    public void add(JwtValidator validator) {
        synchronized (configured) {
            put(Objects.requireNonNull(validator, "validator"));
            refresh();
        }
    }

    /**
     * Removes an issuer, named or resolved, with the tokens that are remembered of it. If there is a resolver, it is asked
     * again when a token of this issuer comes: it must know that the issuer has left.
     *
     * @param issuer the issuer identifier
     * @return whether it was known
     */
    public boolean remove(String issuer) {
        synchronized (configured) {
            KnownIssuer known = issuers.remove(Objects.requireNonNull(issuer, "issuer"));
            if (resolver != null) {
                resolver.outdate(issuer);
            }
            if (known == null) {
                return false;
            }
            configured.remove(issuer);
            forget(known);
            refresh();
            return true;
        }
    }

    /**
     * The issuers that are known now, named and resolved.
     *
     * @return their identifiers, a copy in no order
     */
    public Set<String> issuers() {
        return Set.copyOf(issuers.keySet());
    }

    /**
     * The keys of each issuer that is known now, and what is remembered of all of them together.
     *
     * @return the status of each part, as many as there are issuers
     */
    @Override
    public List<Status> status() {
        List<Status> status = new ArrayList<>();
        for (KnownIssuer issuer : issuers.values()) {
            status.addAll(issuer.checks().status());
        }
        if (verified != null) {
            status.add(verified.status("all issuers"));
        }
        return List.copyOf(status);
    }

    /**
     * Whether a caller may have to wait, but for keys: while the application finds out about an issuer.
     *
     * @return whether it is asked about issuers
     */
    @Override
    public boolean mayWait() {
        return resolver != null;
    }

    /** Closes the validators of all issuers that are known now, and asks the resolver no more. */
    @Override
    public void close() {
        Collection<KnownIssuer> known;
        synchronized (configured) {
            closed = true;
            known = List.copyOf(issuers.values());
        }
        known.forEach(issuer -> issuer.validator().close());
    }

    /** How many tokens are remembered. */
    long remembered() {
        return verified == null ? 0 : verified.size();
    }

    private void put(JwtValidator validator) {
        String issuer = validator.checks().issuer();
        DecryptionKeys keys = validator.checks().decryptionKeys();
        if (keys != null && !decryptionKeys.contains(keys) && keysBut(issuer).size() >= MAX_DECRYPTION_KEYS) {
            throw new IllegalArgumentException("at most " + MAX_DECRYPTION_KEYS
                    + " different DecryptionKeys: a token that is encrypted does not say whose it is");
        }
        int mostNamed = resolver == null ? maxIssuers : maxIssuers - 1;
        if (!configured.containsKey(issuer) && configured.size() >= mostNamed) {
            throw new IllegalStateException("there are " + mostNamed + " issuers, the most that maxIssuers allows"
                    + (resolver == null ? "" : " beside one that the resolver knows"));
        }
        KnownIssuer added = new KnownIssuer(validator, true);
        configured.put(issuer, added);
        if (keys != null && !decryptionKeys.contains(keys)) {
            List<DecryptionKeys> more = new ArrayList<>(decryptionKeys);
            more.add(keys);
            decryptionKeys = List.copyOf(more);
        }
        KnownIssuer before = issuers.put(issuer, added);
        if (before != null) {
            forget(before);
        }
        makeRoom(issuer);
    }

    /** Makes the resolved issuer leave that was used least recently, if there are too many. */
    private void makeRoom(String except) {
        while (issuers.size() > maxIssuers) {
            Optional<KnownIssuer> oldest = issuers.values().stream()
                    .filter(known ->
                            !known.isConfigured() && !known.checks().issuer().equals(except))
                    .min(Comparator.comparingLong(KnownIssuer::lastUsed));
            if (oldest.isEmpty()) {
                return;
            }
            issuers.remove(oldest.get().checks().issuer(), oldest.get());
            if (resolver != null && !oldest.get().wasUsed()) {
                resolver.gaveWay(oldest.get().validator());
            }
            forget(oldest.get());
        }
    }

    /** Looks at the tokens of all issuers only if there may be some of this one, as strangers make idle ones leave. */
    private void forget(KnownIssuer issuer) {
        issuer.leave();
        if (verified != null && (issuer.isConfigured() || issuer.wasUsed())) {
            verified.forgetThoseWhoLeft();
        }
    }

    /** What the issuers that were named decrypt with, but for one that is about to be replaced. */
    private Set<DecryptionKeys> keysBut(String issuer) {
        Set<DecryptionKeys> keys = new HashSet<>();
        for (KnownIssuer known : configured.values()) {
            DecryptionKeys own = known.checks().decryptionKeys();
            if (own != null && !known.checks().issuer().equals(issuer)) {
                keys.add(own);
            }
        }
        return keys;
    }

    /** Tells again what follows from the issuers that were named. */
    private void refresh() {
        Set<DecryptionKeys> keys = new HashSet<>();
        List<DecryptionKeys> inOrder = new ArrayList<>();
        for (KnownIssuer known : configured.values()) {
            DecryptionKeys own = known.checks().decryptionKeys();
            if (own != null && keys.add(own)) {
                inOrder.add(own);
            }
        }
        decryptionKeys = List.copyOf(inOrder);
        foreign = ForeignIssuer.than(configured.keySet(), resolver != null);
        if (resolver != null) {
            takeOutBut(resolver::canBeUsed);
        }
    }

    /** Makes the resolved issuers leave that cannot be used any more. */
    private void takeOutBut(Predicate<JwtValidator> usable) {
        for (KnownIssuer known : List.copyOf(issuers.values())) {
            if (!known.isConfigured() && !usable.test(known.validator())) {
                issuers.remove(known.checks().issuer(), known);
                forget(known);
            }
        }
    }

    @Override
    public String toString() {
        return "JwtIssuers[" + issuers.size() + " of at most " + maxIssuers
                + ", resolver=" + (resolver == null ? "none" : "yes")
                + ", cache=" + cacheSize + "]";
    }

    /** What a token is given to. */
    private final class Known implements IssuerDispatch.Issuers {

        @Override
        public @Nullable KnownIssuer find(String identifier) {
            KnownIssuer known = issuers.get(identifier);
            if (known != null || resolver == null || !mayBe(identifier)) {
                return known;
            }
            if (closed) {
                throw IssuerResolver.unavailable("the issuers are closed");
            }
            return resolver.resolve(identifier);
        }

        /** Whether there is somebody to ask; an issuer that no template permits costs nothing. */
        private boolean mayBe(String identifier) {
            try {
                return resolvesAny || templates.stream().anyMatch(template -> template.permits(identifier));
            } catch (RuntimeException e) {
                throw IssuerResolver.unavailable("the predicate of a template of issuers failed");
            }
        }

        @Override
        public ForeignIssuer foreign() {
            return foreign;
        }

        @Override
        public List<DecryptionKeys> decryptionKeys() {
            return decryptionKeys;
        }
    }

    /** Where resolved issuers go. */
    private final class Installation implements IssuerResolver.Installer {

        @Override
        public @Nullable KnownIssuer install(JwtValidator validator, IssuerResolver.Question question) {
            String issuer = validator.checks().issuer();
            synchronized (configured) {
                KnownIssuer known = issuers.get(issuer);
                if (known != null) {
                    return known;
                }
                if (closed || question.isOutdated() || !canOpenTokensOf(validator)) {
                    return null;
                }
                KnownIssuer resolved = new KnownIssuer(validator, false);
                issuers.put(issuer, resolved);
                makeRoom(issuer);
                return resolved;
            }
        }

        @Override
        public boolean canOpenTokensOf(JwtValidator validator) {
            DecryptionKeys own = validator.checks().decryptionKeys();
            return own == null || decryptionKeys.stream().anyMatch(own::shareKeyWith);
        }
    }

    /**
     * Collects the settings of some issuers.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private final Map<String, JwtValidator> validators = new LinkedHashMap<>();
        private @Nullable Function<String, Optional<JwtValidator>> byIssuer;
        private final List<IssuerTemplate> templates = new ArrayList<>();
        private int maxIssuers = DEFAULT_ISSUERS;
        private int cacheSize = DEFAULT_CACHE_SIZE;
        private Clock clock = Clock.systemUTC();
        Duration patience = PATIENCE;

        private Builder() {}

        /**
         * Adds an issuer, with the keys, audience and profile of its validator. Its tokens are remembered with those of
         * the others, as long as {@link JwtValidator.Builder#cacheFor} says, and not at all if its own
         * {@link JwtValidator.Builder#cacheSize} is 0.
         *
         * @param validator the validator of the issuer
         * @return this
         * @throws IllegalArgumentException if there is one for this issuer already
         */
        public Builder issuer(JwtValidator validator) {
            String issuer = validator.checks().issuer();
            if (validators.putIfAbsent(issuer, validator) != null) {
                throw new IllegalArgumentException("two validators for the issuer " + issuer);
            }
            return this;
        }

        /**
         * Who is asked for issuers that were not named, for example one realm or tenant per customer. Whoever it answers
         * is trusted, so it must decide by what the application knows and never by what the identifier looks like:
         * strangers write it. A validator of another issuer is not used, and none with decryption keys of which no issuer
         * that was named has one; the log says so.
         *
         * <p>It is called on the thread of a request, for one issuer once at a time, at most 4 times at once and 100 times
         * a second. If it is slow, few requests wait for it, and those no longer than 5 seconds; but the request that asks
         * waits until it ends, so that it needs a time-out of its own. What it answers is kept
         * until the issuer is removed or gives way to another, and 30 seconds longer if no token of it was good until then; an
         * empty answer for 10 seconds. If it throws, or may not be
         * asked now, callers get a 503. Tokens of issuers that are known never wait for it.
         *
         * @param byIssuer answers the validator of an issuer, or empty; must not answer null
         * @return this
         */
        public Builder resolve(Function<String, Optional<JwtValidator>> byIssuer) {
            this.byIssuer = Objects.requireNonNull(byIssuer, "byIssuer");
            return this;
        }

        /**
         * Issuers whose identifiers differ in one segment of the path, for example the tenants of Microsoft Entra ID:
         *
         * <pre>{@code
         * .template("https://login.microsoftonline.com/{tenantid}/v2.0", Set.of(TENANT, OTHER)::contains, this::validatorOf)
         * }</pre>
         *
         * <p>Can be called several times; {@link #resolve} is asked for those that no template permits. The validator is made
         * when the first token of its issuer comes, within the bounds of {@link #resolve}.
         *
         * @param template an address in which one segment of the path is a name in braces, whatever name
         * @param permits which segments there are, by what the application knows; is asked for each token of such an issuer
         *     that is not known yet, and must be quick. A segment has no other characters than letters, digits and {@code -._~}
         * @param byIssuer makes the validator of an issuer that is permitted, with this identifier as its issuer
         * @return this
         * @throws IllegalArgumentException if it is no such address
         */
        public Builder template(String template, Predicate<String> permits, Function<String, JwtValidator> byIssuer) {
            templates.add(IssuerTemplate.of(
                    Given.required(template, "template"),
                    Objects.requireNonNull(permits, "permits"),
                    Objects.requireNonNull(byIssuer, "byIssuer")));
            return this;
        }

        boolean hasResolver() {
            return byIssuer != null || !templates.isEmpty();
        }

        /**
         * How many issuers there may be, named and resolved; 1,000 by default. If there are more, the resolved one that was
         * used least recently gives way, with its remembered tokens and its keys.
         *
         * @param issuers 1 to 100,000
         * @return this
         */
        public Builder maxIssuers(int issuers) {
            this.maxIssuers = within("maxIssuers", issuers, MAX_ISSUERS);
            return this;
        }

        /**
         * How many verified tokens of all issuers together are remembered; 20,000 by default.
         *
         * @param tokens the most tokens; 0 remembers none
         * @return this
         * @see JwtValidator.Builder#cacheSize
         */
        public Builder cacheSize(int tokens) {
            if (tokens < 0) {
                throw new IllegalArgumentException("cacheSize is negative");
            }
            this.cacheSize = tokens;
            return this;
        }

        /**
         * What tells the time for the bounds of the resolver; the system's clock by default. Tokens are held against the
         * clocks of their validators.
         *
         * @param clock tells the time
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Builds the issuers. Later calls of this builder do not change them.
         *
         * @return the issuers
         * @throws IllegalStateException if there is neither an issuer nor a resolver, or there are more than
         *     {@link #maxIssuers}
         * @throws IllegalArgumentException if there are too many different keys for encrypted tokens
         */
        public JwtIssuers build() {
            if (validators.isEmpty() && !hasResolver()) {
                throw new IllegalStateException("neither an issuer nor a resolver: no token could ever be good");
            }
            return new JwtIssuers(this);
        }
    }
}
